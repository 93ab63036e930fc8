package channel.every.mesh.follow;

import channel.every.moq.Broadcast;
import channel.every.moq.Origin;
import org.jspecify.annotations.Nullable;

/** A broadcast that may not be there yet, or be gone for a while. Safe for use by several threads. */
public final class AwaitedBroadcast implements AutoCloseable {
    private final Origin.Watch watch;
    private @Nullable Broadcast now;
    private boolean closed;

    /** @param name the whole name */
    public AwaitedBroadcast(Origin origin, String name) {
        this.watch = origin.watch(name, new Origin.Watcher() {
            @Override
            public void announced(Broadcast broadcast) {
                if (broadcast.name().equals(name)) {
                    change(broadcast);
                }
            }

            @Override
            public void ended(Broadcast broadcast) {
                if (broadcast.name().equals(name)) {
                    change(null);
                }
            }
        });
    }

    private synchronized void change(@Nullable Broadcast next) {
        now = next;
        notifyAll();
    }

    /** Whether it is announced. */
    public synchronized boolean announced() {
        return now != null;
    }

    /** Waits until it is announced; null once this is closed. */
    public synchronized @Nullable Broadcast await() throws InterruptedException {
        while (now == null && !closed) {
            wait();
        }
        return closed ? null : now;
    }

    /** Waits until another announcement, or the end of this one, or for so long. */
    synchronized void awaitChange(long millis) throws InterruptedException {
        if (!closed) {
            wait(millis);
        }
    }

    /** Wakes whoever waits. */
    @Override
    public void close() {
        watch.close();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }
}
