package channel.every.node;

import channel.every.window.SourceWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's windows on their way to the encoder: in order, one at a time, sharing the node's workers with the other
 * publishers. When the encoder falls behind, the oldest window is dropped whole, and said so.
 */
final class EncodeQueue {
    /** About eight seconds of windows at the default cadence: later than that a live proof has given them up anyway. */
    static final int MAX_PENDING_WINDOWS = 8;

    private final Executor executor;
    private final Semaphore workers;
    private final Work work;
    private final Deque<SourceWindow> pending = new ArrayDeque<>();
    private boolean draining;
    private boolean closed;
    private @Nullable Thread worker;

    /** What is done with each window, and with each that had to be dropped. */
    interface Work {
        void encode(SourceWindow window) throws InterruptedException;

        void dropped(SourceWindow window);
    }

    /** @param workers permits for windows being encoded at the same time in the whole node */
    EncodeQueue(Executor executor, Semaphore workers, Work work) {
        this.executor = executor;
        this.workers = workers;
        this.work = work;
    }

    void offer(SourceWindow window) {
        SourceWindow oldest = null;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (pending.size() == MAX_PENDING_WINDOWS) {
                oldest = pending.pollFirst();
            }
            pending.addLast(window);
            if (!draining) {
                draining = true;
                executor.execute(this::drain);
            }
        }
        if (oldest != null) {
            work.dropped(oldest);
        }
    }

    /** Interrupts the window being encoded and forgets those that wait. */
    synchronized void close() {
        closed = true;
        pending.clear();
        if (worker != null) {
            worker.interrupt();
        }
    }

    synchronized int size() {
        return pending.size();
    }

    private void drain() {
        try {
            for (SourceWindow next = take(); next != null; next = take()) {
                workers.acquire();
                try {
                    work.encode(next);
                } finally {
                    workers.release();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
        }
    }

    private synchronized @Nullable SourceWindow take() {
        worker = Thread.currentThread();
        return closed ? null : pending.pollFirst();
    }

    /** A window offered between the last take and now, or after work that threw, must not wait for the next one. */
    private synchronized void leave() {
        worker = null;
        draining = false;
        if (!closed && !pending.isEmpty()) {
            draining = true;
            executor.execute(this::drain);
        }
    }
}
