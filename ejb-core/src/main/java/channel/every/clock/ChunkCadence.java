package channel.every.clock;

import java.time.Instant;

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

    /**
     * The next multiple of this cadence since 1970 after {@code now}: when to look for a finished window. Where the windows lie, the
     * broadcast clock says.
     */
    public Instant nextBoundary(Instant now) {
        return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), milliseconds) + 1) * milliseconds);
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
