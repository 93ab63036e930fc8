package channel.every.tuner.hdhomerun;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The codes of {@code X-HDHomeRun-Error}. */
public enum DeviceError {
    UNKNOWN_CHANNEL(801, "Unknown Channel"),
    UNKNOWN_TRANSCODE_PROFILE(802, "Unknown Transcode Profile"),
    SYSTEM_BUSY(803, "System Busy"),
    TUNER_IN_USE(804, "Tuner In Use"),
    ALL_TUNERS_IN_USE(805, "All Tuners In Use"),
    TUNE_FAILED(806, "Tune Failed"),
    NO_VIDEO_DATA(807, "No Video Data"),
    DVR_FAILURE(808, "DVR Failure"),
    PLAYBACK_CONNECTION_LIMIT(809, "Playback Connection Limit"),
    DVR_FULL(810, "DVR Full"),
    CONTENT_PROTECTION_REQUIRED(811, "Content Protection Required");

    private static final Pattern VALUE = Pattern.compile("([0-9]{3})\\b.*");

    private final int code;
    private final String text;

    DeviceError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    /** From a header value such as {@code 805 All Tuners In Use}; empty for a code that is not known here. */
    static Optional<DeviceError> parse(String headerValue) {
        Matcher value = VALUE.matcher(headerValue.strip());
        if (!value.matches()) {
            return Optional.empty();
        }
        int code = Integer.parseInt(value.group(1));
        return Arrays.stream(values()).filter(e -> e.code == code).findFirst();
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
