package channel.every.tuner.hdhomerun;

/**
 * A tuner's {@code debug} counters (HDHomeRun TECH manual, page 9), which count since the tuner was set.
 *
 * @param transportErrors packets that the demodulator marked as broken
 * @param missing packets that the continuity counters miss
 * @param crcErrors sections with a wrong CRC
 * @param resyncs times the stream lost its packet grid
 * @param overflows times the device could not keep up
 */
public record DebugCounters(long transportErrors, long missing, long crcErrors, long resyncs, long overflows) {
    static DebugCounters parse(String text) {
        StatusText debug = new StatusText(text);
        return new DebugCounters(
                debug.number("te"),
                debug.number("miss"),
                debug.number("crc"),
                debug.number("resync"),
                debug.number("overflow"));
    }
}
