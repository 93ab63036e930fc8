package channel.every.node;

import channel.every.clock.ChunkIndex;
import channel.every.window.SourceWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's windows on their way to the encoder: in order, one at a time, sharing the node's workers with the other
 * publishers. When the encoders fall behind, windows are dropped whole, and said so: the same by all publishers of a broadcast.
 */
final class EncodeQueue {
    /** About eight seconds of windows at the default cadence: later than that a live proof has given them up anyway. */
    static final int MAX_PENDING_WINDOWS = 8;

    /** As far as a publisher runs ahead of another one of its broadcast: what it has not begun then, both can give up. */
    private static final int MOST_LEAD = MAX_PENDING_WINDOWS / 2;

    /** A window that takes as long as so many others last is stuck in its encoder; nobody waits for that. */
    private static final int STUCK_AFTER = 6;

    private final EncodeWorkers workers;
    private final Overload overload;
    private final Work work;
    private final Deque<SourceWindow> pending = new ArrayDeque<>();
    private boolean busy;
    private int offeredWhileBusy;
    private boolean closed;
    private @Nullable Thread worker;

    /** What is done with each window, and with each that had to be dropped. */
    interface Work {
        void encode(SourceWindow window) throws InterruptedException;

        void dropped(SourceWindow window);
    }

    /** @param overload shared by the publishers of the broadcast */
    EncodeQueue(EncodeWorkers workers, Overload overload, Work work) {
        this.workers = workers;
        this.overload = overload;
        this.work = work;
        workers.serve(this);
    }

    void offer(SourceWindow window) {
        List<SourceWindow> lost = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            overload.offered(window.index());
            offeredWhileBusy++;
            pending.addLast(window);
            pending.removeIf(waiting -> overload.isGivenUp(waiting.index()) && lost.add(waiting));
            if (pending.size() > MAX_PENDING_WINDOWS) {
                ChunkIndex chosen = stuck()
                        ? pending.getFirst().index()
                        : overload.giveUp(
                                pending.stream().map(SourceWindow::index).toList());
                pending.removeIf(waiting -> waiting.index().equals(chosen) && lost.add(waiting));
            }
        }
        lost.forEach(work::dropped);
        workers.wake();
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

    /** Whether a window waits and none is being encoded. */
    synchronized boolean ready() {
        return !busy && !pending.isEmpty();
    }

    /** Since when the first window that waits has been known on this node, counted in windows. */
    synchronized long oldest() {
        return pending.isEmpty()
                ? Long.MAX_VALUE
                : overload.offered(pending.getFirst().index());
    }

    /** Whether this publisher should let another one catch up. */
    boolean leads(EncodeQueue other) {
        ChunkIndex own = first();
        ChunkIndex others = other.first();
        return other.overload == overload
                && own != null
                && others != null
                && own.value() - others.value() > MOST_LEAD
                && !other.stuck();
    }

    private synchronized @Nullable ChunkIndex first() {
        return pending.isEmpty() ? null : pending.getFirst().index();
    }

    private synchronized boolean stuck() {
        return busy && offeredWhileBusy >= STUCK_AFTER;
    }

    /** Takes the first window that waits, null if there is none any more. */
    synchronized @Nullable SourceWindow begin() {
        SourceWindow window = pending.pollFirst();
        busy = window != null;
        offeredWhileBusy = 0;
        return window;
    }

    /** The window that {@link #begin} gave is done. */
    synchronized void end() {
        busy = false;
    }

    /** On a worker's thread. */
    void encode(SourceWindow window) {
        synchronized (this) {
            if (closed) {
                return;
            }
            worker = Thread.currentThread();
        }
        try {
            if (overload.begin(window.index())) {
                work.encode(window);
            } else {
                work.dropped(window);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                worker = null;
            }
        }
    }
}
