package channel.every.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Windows that were read and are not archived yet, oldest first: bounded, for three threads' use. */
final class ArchivingLine {
    private final Deque<WaitingWindow> windows = new ArrayDeque<>();
    private final int most;
    private boolean ended;
    private boolean closed;

    /** @param most windows in it, those that are being encoded too */
    ArchivingLine(int most) {
        this.most = most;
    }

    /** Puts a window at the end, and waits for room before. */
    synchronized void put(WaitingWindow window) throws InterruptedException {
        while (windows.size() >= most && !closed) {
            wait();
        }
        windows.add(window);
        notifyAll();
    }

    /**
     * Puts a window at the end at once.
     *
     * @return the window that is not in the line for it: the oldest one that nobody encodes, or this one
     */
    synchronized Optional<WaitingWindow> push(WaitingWindow window) {
        WaitingWindow dropped = null;
        if (windows.size() >= most) {
            dropped = window;
            for (Iterator<WaitingWindow> each = windows.iterator(); each.hasNext() && dropped == window; ) {
                WaitingWindow old = each.next();
                if (old.giveUp()) {
                    each.remove();
                    dropped = old;
                }
            }
        }
        if (dropped == window) {
            window.giveUp();
        } else {
            windows.add(window);
            notifyAll();
        }
        return Optional.ofNullable(dropped);
    }

    /** The oldest window, which stays until it leaves; null once all have left and no more come. */
    @Nullable
    synchronized WaitingWindow oldest() throws InterruptedException {
        while (windows.isEmpty() && !ended) {
            wait();
        }
        return windows.peekFirst();
    }

    synchronized void leave(WaitingWindow window) {
        windows.remove(window);
        notifyAll();
    }

    /** No more windows come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** No more windows are wanted. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }
}
