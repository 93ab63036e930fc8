package channel.every.moq;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs tasks later; time comes in from outside with it. */
@FunctionalInterface
public interface Delays {
    /** Runs the task once after the delay, on any thread, unless the returned is closed before. The task must only note something. */
    Delayed after(Duration delay, Runnable task);

    /** A task that has not run yet. */
    interface Delayed extends AutoCloseable {
        /** Takes it back; may be called again, and after it has run. */
        @Override
        void close();
    }

    /** On the threads of the executor, whose owner ends it. */
    static Delays of(ScheduledExecutorService executor) {
        return (delay, task) -> {
            ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        };
    }
}
