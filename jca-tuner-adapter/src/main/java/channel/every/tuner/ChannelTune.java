package channel.every.tuner;

import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel of a device. The scheme of the device's address says what kind it is:
 *
 * <ul>
 *   <li>{@code http://10.0.0.7}: an HDHomeRun by the base URL of its HTTP API; its discover.json names the rest
 *   <li>{@code hdhomerun://10A1B2C3}: an HDHomeRun by its number, found wherever it is
 *   <li>{@code dvb://adapter0/frontend0?channels=/etc/every-channel/channels.conf}: a Linux DVB frontend of this machine; channels are
 *       the numbers and names of the file, and its multiplexes, such as {@code dvbt-474000000}
 *   <li>{@code ts+http://host/path}, {@code ts+https://host/path}: one MPEG-TS over HTTP
 *   <li>{@code file:/path}: one MPEG-TS in a file, played at its own pace and begun anew at its end
 * </ul>
 *
 * @param device its address; a query tells how to use it ({@code ?tuner=1}, {@code ?transport=rtp})
 * @param channel the device's own reference: a virtual channel such as {@code 5.1}, a multiplex {@code ch473000000} or
 *     {@code ch14}, a program of one {@code ch473000000-3}; of a single stream {@code all} or {@code program-3}
 */
public record ChannelTune(URI device, String channel) implements Serializable {
    private static final Set<String> WITH_HOST = Set.of("http", "hdhomerun", "ts+http", "ts+https", "dvb");
    private static final String FILE = "file";
    private static final Pattern PROGRAM_OF_MULTIPLEX = Pattern.compile("(ch\\d{1,10})-(\\d{1,5})");
    private static final Pattern PROGRAM_OF_STREAM = Pattern.compile("program-(\\d{1,5})");

    public ChannelTune {
        String scheme = String.valueOf(device.getScheme());
        if (!(WITH_HOST.contains(scheme) && device.getHost() != null)
                && !(scheme.equals(FILE)
                        && device.getPath() != null
                        && device.getPath().startsWith("/"))) {
            throw new IllegalArgumentException(
                    "tuner device must be an http, hdhomerun, dvb, ts+http or ts+https URL with a host, or file:/path: \""
                            + ShownAddress.of(device.toString()) + '"');
        }
        if (device.getRawUserInfo() != null) {
            throw new IllegalArgumentException("tuner device must have no user name or password in its URL: "
                    + device.getHost() + " has, and URLs are logged");
        }
        if (!channel.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "channel must be 1 to 64 of A-Z a-z 0-9 . _ -, as in 5.1: \"" + channel + '"');
        }
    }

    /** The multiplex or stream that this is one program of; empty for anything else. One read of it serves all its programs. */
    public Optional<ChannelTune> multiplex() {
        Matcher physical = PROGRAM_OF_MULTIPLEX.matcher(channel);
        if (physical.matches()) {
            return Optional.of(new ChannelTune(device, physical.group(1)));
        }
        return PROGRAM_OF_STREAM.matcher(channel).matches()
                ? Optional.of(new ChannelTune(device, "all"))
                : Optional.empty();
    }

    /** The program of its {@link #multiplex()}, 0 when it names none. */
    public int program() {
        Matcher physical = PROGRAM_OF_MULTIPLEX.matcher(channel);
        Matcher stream = PROGRAM_OF_STREAM.matcher(channel);
        if (physical.matches()) {
            return Integer.parseInt(physical.group(2));
        }
        return stream.matches() ? Integer.parseInt(stream.group(1)) : 0;
    }

    /** The device's address without its query, in which streams from elsewhere may have secrets. */
    public String shownDevice() {
        return ShownAddress.of(device.toString());
    }

    @Override
    public String toString() {
        return channel + " of " + shownDevice();
    }
}
