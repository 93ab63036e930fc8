package channel.every.tuner.ra;

import channel.every.tuner.mux.ClockReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a source that could give everything at once to the pace of its own program clock, so that its consumers need no more memory
 * than those of a tuner. A source that comes at its pace by itself is never held up.
 */
final class PcrPace {
    /** So far a source may run ahead. */
    private static final Duration LEAD = Duration.ofMillis(500);

    /** A clock that jumps further than this, or backwards, starts anew. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final ClockReader pcr = new ClockReader();
    private @Nullable Instant start;
    private long firstTicks;
    private long lastTicks;

    PcrPace(InstantSource clock) {
        this.clock = clock;
    }

    /** Waits until what these whole packets say may be given out; an interrupt ends the wait. */
    void await(byte[] packets, int offset, int length) {
        long ticks = pcr.lastIn(packets, offset, length);
        if (ticks < 0) {
            return;
        }
        Instant now = clock.instant();
        Duration step = ClockReader.span(lastTicks, ticks);
        if (start == null || step.isNegative() || step.compareTo(LONGEST_STEP) > 0) {
            start = now;
            firstTicks = ticks;
        }
        lastTicks = ticks;
        Instant due = start.plus(ClockReader.span(firstTicks, ticks)).minus(LEAD);
        if (Duration.between(due, now).compareTo(LONGEST_STEP) > 0) {
            // We fell behind, or the source did: it does not have to catch up.
            start = now;
            firstTicks = ticks;
        }
        while (now.isBefore(due) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.between(now, due).toNanos());
            now = clock.instant();
        }
    }
}
