package channel.every.station;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a viewer types: {@code 5.1} for ATSC, {@code 7} for DVB.
 *
 * @param major 1 to 999
 * @param minor 1 to 999, 0 for a one-part number
 */
public record ChannelNumber(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?");

    public ChannelNumber {
        if (major < 1 || major > 999 || minor < 0 || minor > 999) {
            throw new IllegalArgumentException("channel numbers go from 1 to 999: " + major + "." + minor);
        }
    }

    public static ChannelNumber parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("channel looks like 5.1 or 7: " + text);
        }
        return new ChannelNumber(
                Integer.parseInt(form.group(1)), form.group(2) == null ? 0 : Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return minor == 0 ? Integer.toString(major) : major + "." + minor;
    }
}
