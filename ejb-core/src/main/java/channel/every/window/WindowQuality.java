package channel.every.window;

/**
 * What reception did to a window: everything zero is a window received whole.
 *
 * @param continuityErrors continuity counter breaks on the program's PIDs (TR 101 290 1.4)
 * @param transportErrors packets with transport_error_indicator (TR 101 290 2.1)
 * @param scrambledPackets payload packets with transport_scrambling_control set
 * @param missingMillis video or audio time not covered by frames, in milliseconds
 */
public record WindowQuality(int continuityErrors, int transportErrors, int scrambledPackets, int missingMillis) {
    public static final WindowQuality WHOLE = new WindowQuality(0, 0, 0, 0);

    public boolean whole() {
        return equals(WHOLE);
    }
}
