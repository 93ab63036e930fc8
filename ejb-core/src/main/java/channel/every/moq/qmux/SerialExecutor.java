package channel.every.moq.qmux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time and in order on the threads of another executor, a turn of bounded length each. Once that one takes no more,
 * tasks are left undone.
 */
public final class SerialExecutor implements Executor {
    /** Tasks of a turn: then others of the threads' users are let in. */
    private static final int MOST_IN_A_TURN = 64;

    private final Executor threads;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        turnLater();
    }

    private void turnLater() {
        try {
            threads.execute(this::turn);
        } catch (RejectedExecutionException e) {
            // Its owner is closing: nobody waits for what these tasks would do.
            synchronized (tasks) {
                tasks.clear();
            }
        }
    }

    private void turn() {
        for (int i = 0; i < MOST_IN_A_TURN; i++) {
            Runnable task = next();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                turnLater();
                throw e;
            }
        }
        turnLater();
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        }
    }
}
