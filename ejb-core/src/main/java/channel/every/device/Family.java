package channel.every.device;

/** The two families of devices: what they call themselves, their channel maps and their modulations. */
public enum Family {
    ATSC("HDHR5-2US", "hdhomerun5_atsc", "us-bcast", "8vsb", "Antenna"),
    DVB("HDHR5-2DT", "hdhomerun5_dvbt", "eu-bcast", "t8qam64", "Antenna");

    private final String hardware;
    private final String firmware;
    private final String channelMap;
    private final String modulation;
    private final String source;

    Family(String hardware, String firmware, String channelMap, String modulation, String source) {
        this.hardware = hardware;
        this.firmware = firmware;
        this.channelMap = channelMap;
        this.modulation = modulation;
        this.source = source;
    }

    String hardware() {
        return hardware;
    }

    String firmware() {
        return firmware;
    }

    String channelMap() {
        return channelMap;
    }

    String modulation() {
        return modulation;
    }

    String source() {
        return source;
    }

    /** As {@code /sys/features} writes it. */
    String features() {
        return switch (this) {
            case ATSC -> "channelmap: us-bcast\nmodulation: 8vsb\nauto-modulation: auto\n";
            case DVB -> "channelmap: eu-bcast au-bcast\nmodulation: t8qam64 t8qam16\nauto-modulation: auto auto8t\n";
        };
    }

    /**
     * Centre of an RF channel (libhdhomerun, hdhomerun_channels.c).
     *
     * @return Hz, 0 when the map has no such channel
     */
    long frequencyOf(int radioChannel) {
        int n = radioChannel;
        return switch (this) {
            case ATSC -> {
                if (n >= 2 && n <= 4) {
                    yield 57_000_000L + 6_000_000L * (n - 2);
                } else if (n == 5 || n == 6) {
                    yield 79_000_000L + 6_000_000L * (n - 5);
                } else if (n >= 7 && n <= 13) {
                    yield 177_000_000L + 6_000_000L * (n - 7);
                }
                yield n >= 14 && n <= 69 ? 473_000_000L + 6_000_000L * (n - 14) : 0;
            }
            case DVB -> {
                if (n >= 5 && n <= 12) {
                    yield 177_500_000L + 7_000_000L * (n - 5);
                }
                yield n >= 21 && n <= 69 ? 474_000_000L + 8_000_000L * (n - 21) : 0;
            }
        };
    }

    /** Where a virtual multiplex lies that has no frequency of its own. @param index from 0 */
    public long virtualFrequency(int index) {
        int first = this == ATSC ? 14 : 21;
        int most = 69 - first + 1;
        return frequencyOf(first + index % most);
    }
}
