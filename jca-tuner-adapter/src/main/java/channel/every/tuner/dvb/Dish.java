package channel.every.tuner.dvb;

import org.jspecify.annotations.Nullable;

/**
 * What stands between a satellite and the frontend.
 *
 * @param position of a DiSEqC switch, 0 to {@value #LAST_POSITION}, or null without one
 * @param waitMillis what a slow switch needs after a command, besides the 15 ms of the specification
 */
public record Dish(Lnb lnb, @Nullable Integer position, int waitMillis) {
    /** A committed switch has four inputs (DiSEqC bus specification 8.3). */
    static final int LAST_POSITION = 3;

    private static final int MAX_WAIT_MILLIS = 1000;

    public Dish {
        if (position != null && (position < 0 || position > LAST_POSITION)) {
            throw new IllegalArgumentException(
                    "SAT_NUMBER must be 0 to " + LAST_POSITION + ", or -1 without a switch: " + position);
        }
        if (waitMillis < 0 || waitMillis > MAX_WAIT_MILLIS) {
            throw new IllegalArgumentException("DISEQC_WAIT must be 0 to " + MAX_WAIT_MILLIS + " ms: " + waitMillis);
        }
    }

    /**
     * "Write to port group 0" to any switch, first transmission, no reply (DiSEqC bus specification 8.3): position, polarization and band
     * in the low four bits, all four to be set.
     */
    static byte[] switchCommand(int position, Polarization polarization, boolean highBand) {
        int inputs = position << 2 | (polarization.low() ? 0 : 2) | (highBand ? 1 : 0);
        return new byte[] {(byte) 0xE0, 0x10, 0x38, (byte) (0xF0 | inputs)};
    }
}
