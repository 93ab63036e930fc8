package channel.every.time;

/**
 * A presentation or decoding time stamp: 33 bits at 90 kHz, wrapping about every 26.5 hours (ISO/IEC 13818-1 2.4.3.7).
 *
 * @param ticks 0 to 2^33 - 1, in 90 kHz ticks
 */
public record Pts(long ticks) {
    /** Number of distinct values: 2^33. */
    public static final long MODULUS = 1L << 33;

    public static final int HERTZ = 90_000;

    public Pts {
        if (ticks < 0 || ticks >= MODULUS) {
            throw new IllegalArgumentException("PTS is 33 bits: " + ticks);
        }
    }

    /** The time stamp with these low 33 bits of a longer count. */
    public static Pts wrapped(long ticks) {
        return new Pts(ticks & (MODULUS - 1));
    }

    /** Signed distance to {@code later} by the shorter way round, in 90 kHz ticks: -2^32 to 2^32 - 1. */
    public long until(Pts later) {
        return difference(later.ticks, ticks);
    }

    public boolean after(Pts other) {
        return other.until(this) > 0;
    }

    public Pts plus(long ticks90k) {
        return wrapped(ticks + ticks90k);
    }

    /** {@code a - b} by the shorter way round, for loops that hold plain ticks. */
    public static long difference(long a, long b) {
        return ((a - b) << 31) >> 31;
    }
}
