package channel.every.window;

import channel.every.psi.StreamHealth;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What reception did to a window: everything zero is a window received whole.
 *
 * @param continuityErrors continuity counter breaks on the program's PIDs (TR 101 290 1.4)
 * @param transportErrors packets with transport_error_indicator (TR 101 290 2.1)
 * @param scrambledPackets payload packets with transport_scrambling_control set
 * @param missingMillis video or audio time not covered by frames, in milliseconds
 * @param stream errors of the whole stream noticed since the window before, null where nobody watched
 */
public record WindowQuality(
        int continuityErrors,
        int transportErrors,
        int scrambledPackets,
        int missingMillis,
        @Nullable StreamHealth stream) {
    public static final WindowQuality WHOLE = new WindowQuality(0, 0, 0, 0);

    public WindowQuality(int continuityErrors, int transportErrors, int scrambledPackets, int missingMillis) {
        this(continuityErrors, transportErrors, scrambledPackets, missingMillis, null);
    }

    /** Whether the window itself was received whole. */
    @JsonIgnore
    public boolean whole() {
        return continuityErrors == 0 && transportErrors == 0 && scrambledPackets == 0 && missingMillis == 0;
    }
}
