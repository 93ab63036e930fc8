package channel.every.device;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream's path asks for (info.hdhomerun.com/info/http_api): {@code /auto/v5.1}, {@code /tuner0/v5.1},
 * {@code /auto/ch473000000}, {@code /auto/ch14-3}.
 *
 * @param tuner its number, -1 for any
 * @param virtual channel number, or empty for a physical channel
 * @param radio frequency in Hz or number of an RF channel
 * @param program of the multiplex, 0 for all of it
 */
record StreamAddress(int tuner, String virtual, long radio, int program) {
    private static final int ANY = -1;
    private static final long LEAST_FREQUENCY = 1000;
    private static final Pattern PATH =
            Pattern.compile("/(?:auto|tuner(\\d{1,2}))/(?:v([^/]+)|ch(\\d{1,10})(?:-(\\d{1,5}))?)");

    static Optional<StreamAddress> parse(String path) {
        Matcher form = PATH.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new StreamAddress(
                form.group(1) == null ? ANY : Integer.parseInt(form.group(1)),
                form.group(2) == null ? "" : form.group(2),
                form.group(3) == null ? 0 : Long.parseLong(form.group(3)),
                form.group(4) == null ? 0 : Integer.parseInt(form.group(4))));
    }

    boolean anyTuner() {
        return tuner == ANY;
    }

    /** The channel, or any channel of the multiplex. */
    DeviceChannel channel(List<DeviceChannel> lineup, Family family) throws RefusedStreamException {
        if (!virtual.isEmpty()) {
            return lineup.stream()
                    .filter(c -> c.number().equals(virtual))
                    .findFirst()
                    .orElseThrow(() -> new RefusedStreamException(
                            StreamRefusal.UNKNOWN_CHANNEL, "no channel " + virtual + " in the lineup"));
        }
        long frequency = radio < LEAST_FREQUENCY ? family.frequencyOf((int) radio) : radio;
        List<DeviceChannel> multiplex =
                lineup.stream().filter(c -> c.frequencyHz() == frequency).toList();
        if (multiplex.isEmpty()) {
            throw new RefusedStreamException(StreamRefusal.TUNE_FAILED, "no lock on " + frequency + " Hz");
        }
        return multiplex.stream()
                .filter(c -> program == 0 || c.program() == program)
                .findFirst()
                .orElseThrow(() -> new RefusedStreamException(
                        StreamRefusal.NO_VIDEO_DATA, "no program " + program + " on " + frequency + " Hz"));
    }

    /**
     * The program to take out of the multiplex, 0 for none: a channel that is alone on its multiplex is given as it is on air.
     */
    int selected(DeviceChannel channel, List<DeviceChannel> lineup) {
        if (virtual.isEmpty()) {
            return program;
        }
        boolean alone = lineup.stream()
                        .filter(c -> c.frequencyHz() == channel.frequencyHz())
                        .count()
                == 1;
        return alone ? 0 : channel.program();
    }
}
