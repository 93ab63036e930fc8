package channel.every.clock;

/**
 * The fixed length of every window, D. In whole milliseconds, so that it is an integer in 90 kHz ticks and 48 kHz samples.
 *
 * @param milliseconds 100 to 60000
 */
public record ChunkCadence(int milliseconds) {
    public static final ChunkCadence DEFAULT = new ChunkCadence(1001);

    public ChunkCadence {
        if (milliseconds < 100 || milliseconds > 60_000) {
            throw new IllegalArgumentException("chunk cadence must be 100 to 60000 ms: " + milliseconds);
        }
    }

    /** In 27 MHz ticks. */
    public long ticks27M() {
        return milliseconds * 27_000L;
    }

    /** In 90 kHz ticks. */
    public long ticks90k() {
        return milliseconds * 90L;
    }

    /** In samples at 48 kHz. */
    public long samples48k() {
        return milliseconds * 48L;
    }
}
