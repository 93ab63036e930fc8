package channel.every.time;

/**
 * A program clock reference: 33 bits at 90 kHz times 300 plus a 9-bit extension, 27 MHz (ISO/IEC 13818-1 2.4.2.2).
 *
 * @param ticks 0 to 2^33 * 300 - 1, in 27 MHz ticks
 */
public record Pcr(long ticks) {
    public static final long HERTZ = 27_000_000;

    /** Number of distinct values: 2^33 * 300. */
    public static final long MODULUS = Pts.MODULUS * 300;

    public Pcr {
        if (ticks < 0 || ticks >= MODULUS) {
            throw new IllegalArgumentException("PCR is below 2^33 * 300: " + ticks);
        }
    }

    public static Pcr wrapped(long ticks) {
        return new Pcr(Math.floorMod(ticks, MODULUS));
    }

    /** The 33-bit base, in 90 kHz ticks. */
    public long base() {
        return ticks / 300;
    }

    /** The 9-bit extension, 0 to 299, in 27 MHz ticks. */
    public int extension() {
        return (int) (ticks % 300);
    }

    /** Signed distance to {@code later} by the shorter way round, in 27 MHz ticks. */
    public long until(Pcr later) {
        return difference(later.ticks, ticks);
    }

    /** {@code a - b} by the shorter way round, for loops that hold plain ticks. */
    public static long difference(long a, long b) {
        long d = (a - b) % MODULUS;
        if (d >= MODULUS / 2) {
            return d - MODULUS;
        }
        return d < -MODULUS / 2 ? d + MODULUS : d;
    }
}
