package channel.every.clock;

import channel.every.time.Pcr;
import channel.every.time.Pts;
import org.jspecify.annotations.Nullable;

/** The PCR of one clock epoch as a count that does not wrap, in 27 MHz ticks; it starts at the epoch's first PCR. */
final class PcrTimeline {
    /** Unsignalled steps up to one second are taken as lost or sparse PCRs (TR 101 290 2.4 allows 100 ms). */
    static final long LARGEST_STEP = Pcr.HERTZ;

    /** A signalled discontinuity that lands within one PCR interval is none for the clock (ISO/IEC 13818-1 2.7.2: 100 ms). */
    static final long LARGEST_SIGNALLED_STEP = Pcr.HERTZ / 10;

    private boolean running;
    private long ticks;
    private long start;

    /** @return why the PCR starts a new epoch, null if it continues */
    @Nullable
    EpochCause advance(long pcrTicks, boolean discontinuity) {
        EpochCause cause = running ? jump(pcrTicks, discontinuity) : EpochCause.FIRST_PCR;
        if (cause == null) {
            ticks += step(pcrTicks);
        } else {
            running = true;
            ticks = pcrTicks;
            start = pcrTicks;
        }
        return cause;
    }

    private @Nullable EpochCause jump(long pcrTicks, boolean discontinuity) {
        long step = step(pcrTicks);
        if (discontinuity && (step < 0 || step > LARGEST_SIGNALLED_STEP)) {
            return EpochCause.SIGNALLED_DISCONTINUITY;
        }
        if (step < 0) {
            return EpochCause.PCR_BACKWARDS;
        }
        return step > LARGEST_STEP ? EpochCause.PCR_GAP : null;
    }

    private long step(long pcrTicks) {
        return Pcr.difference(pcrTicks, ticks % Pcr.MODULUS);
    }

    void stop() {
        running = false;
    }

    boolean running() {
        return running;
    }

    /** The latest PCR. */
    long ticks() {
        return ticks;
    }

    /** The epoch's first PCR. */
    long start() {
        return start;
    }

    /** How often the PCR wrapped in this epoch. */
    long wraps() {
        return ticks / Pcr.MODULUS;
    }

    /** A 33-bit time stamp on this count, in 90 kHz ticks: the one nearest to the latest PCR. */
    long stamp(long pts) {
        long now = ticks / 300;
        return now + Pts.difference(pts, now & (Pts.MODULUS - 1));
    }
}
