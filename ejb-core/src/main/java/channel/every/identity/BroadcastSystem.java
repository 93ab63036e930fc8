package channel.every.identity;

/** The standard a broadcast follows, with what it needs besides the transport stream id to name a multiplex. */
public sealed interface BroadcastSystem {
    String ATSC = "atsc";
    String DVB = "dvb";

    /** The elements before {@code tsid} in a stream id. */
    String path();

    /** ATSC: the transport stream id is unique by itself (A/65 6.3). */
    record Atsc() implements BroadcastSystem {
        @Override
        public String path() {
            return ATSC;
        }
    }

    /**
     * DVB: transport stream ids are unique within an original network (EN 300 468 5.2).
     *
     * @param originalNetworkId 16 bits
     */
    record Dvb(int originalNetworkId) implements BroadcastSystem {
        public Dvb {
            if (originalNetworkId < 0 || originalNetworkId > BroadcastKey.LARGEST_NUMBER) {
                throw new IllegalArgumentException("original network id must be 0 to 65535: " + originalNetworkId);
            }
        }

        @Override
        public String path() {
            return DVB + "/onid-" + originalNetworkId;
        }
    }
}
