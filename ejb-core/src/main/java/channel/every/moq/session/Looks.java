package channel.every.moq.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after what has changed, each thing once and all in one task on the executor, however often it changed meanwhile: so a track's
 * producer only marks, and a session writes what there is by then.
 */
final class Looks {
    private final Executor executor;
    private final Runnable afterwards;
    private final Queue<Look> marked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;

    /** @param afterwards runs at the end of each task */
    Looks(Executor executor, Runnable afterwards) {
        this.executor = executor;
        this.afterwards = afterwards;
    }

    /** @param task run on the executor after {@link Look#mark} */
    Look at(Runnable task) {
        return new Look(task);
    }

    /** One thing to look after. */
    final class Look {
        private final Runnable task;
        private final AtomicBoolean waits = new AtomicBoolean();

        private Look(Runnable task) {
            this.task = task;
        }

        /** Any thread. */
        void mark() {
            if (!closed && waits.compareAndSet(false, true)) {
                marked.add(this);
                if (scheduled.compareAndSet(false, true)) {
                    executor.execute(Looks.this::lookAll);
                }
            }
        }
    }

    private void lookAll() {
        scheduled.set(false);
        // What is marked from here on has a task of its own, so that others of the executor have their turn.
        for (int left = marked.size(); left > 0 && !closed; left--) {
            Look next = marked.poll();
            if (next == null) {
                break;
            }
            next.waits.set(false);
            next.task.run();
        }
        if (!closed) {
            afterwards.run();
        }
    }

    void close() {
        closed = true;
        marked.clear();
    }
}
