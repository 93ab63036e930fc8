package channel.every.cli;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds a recording's windows back until they would have been on air. For one thread. */
final class Pace {
    /** A recording with a hole goes on after it as if it had none. */
    private static final int MOST_STEPS = 3;

    private final @Nullable ChunkCadence cadence;
    private @Nullable ChunkIndex before;
    private long dueNanos;

    private Pace(@Nullable ChunkCadence cadence) {
        this.cadence = cadence;
    }

    static Pace of(ChunkCadence cadence) {
        return new Pace(cadence);
    }

    /** As fast as they come. */
    static Pace none() {
        return new Pace(null);
    }

    /** Returns when the window is due, or at once when interrupted. */
    void await(ChunkIndex index) {
        if (cadence == null) {
            return;
        }
        if (before == null) {
            dueNanos = System.nanoTime();
        } else {
            long steps = Math.clamp(index.value() - before.value(), 0, MOST_STEPS);
            dueNanos += steps * TimeUnit.MILLISECONDS.toNanos(cadence.milliseconds());
        }
        before = index;
        try {
            TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
