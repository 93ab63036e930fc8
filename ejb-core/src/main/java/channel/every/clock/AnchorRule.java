package channel.every.clock;

import channel.every.time.Pcr;

/**
 * How a difference between UTC and PCR becomes an anchor. The PCR alone gives the boundaries; UTC, which jitters, only selects
 * among values far apart.
 *
 * @param cadence the length of a window
 */
record AnchorRule(ChunkCadence cadence) {
    /** The offset is rounded to a multiple of this many windows, so that jitter of the time table rarely reaches an edge. */
    static final int OFFSET_CADENCES = 16;

    /** A sample this far from every rounding edge is on the right side of it: no table is later than that, 27 MHz ticks. */
    static final long CLEAR_TICKS = 300 * 27_000L;

    /**
     * @param n wraps of the PCR
     * @param offset in 27 MHz ticks
     */
    record Decision(long n, long offset) {
        /** UTC less PCR as this decision rounds it, in 27 MHz ticks. */
        long total() {
            return n * Pcr.MODULUS + offset;
        }
    }

    /** @param residual UTC less PCR in 27 MHz ticks */
    Decision decide(long residual) {
        long n = Math.floorDiv(residual + Pcr.MODULUS / 2, Pcr.MODULUS);
        long step = offsetStep();
        long rest = residual - n * Pcr.MODULUS;
        return new Decision(n, Math.floorDiv(rest + step / 2, step) * step);
    }

    /** How far the residual may move without another decision, in 27 MHz ticks. */
    long clearance(long residual) {
        Decision decision = decide(residual);
        long rest = residual - decision.n * Pcr.MODULUS;
        long fromWrapEdge = Pcr.MODULUS / 2 - Math.abs(rest);
        long fromOffsetEdge = offsetStep() / 2 - Math.abs(rest - decision.offset);
        return Math.max(0, Math.min(fromWrapEdge, fromOffsetEdge));
    }

    boolean clear(long residual) {
        return clearance(residual) >= CLEAR_TICKS;
    }

    /** Whether an anchor announced by somebody else can belong to a stream with this residual, {@code slack} ticks allowed. */
    boolean fits(Decision announced, long residual, long slack) {
        return announced.offset % offsetStep() == 0
                && Math.abs(residual - announced.total()) <= offsetStep() / 2 + slack;
    }

    /** In 27 MHz ticks. */
    long offsetStep() {
        return OFFSET_CADENCES * cadence.ticks27M();
    }
}
