package channel.every.node;

import channel.every.window.SourceWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Shares out the node's encoders: a free one takes the window that has been known longest, whoever received it, from a publisher
 * that is not being served. So the publishers of one broadcast keep level, and none waits behind a busy one.
 */
final class EncodeWorkers {
    private final Executor executor;
    private final int most;
    private final List<EncodeQueue> queues = new ArrayList<>();
    private int running;

    /** @param most windows encoded at the same time */
    EncodeWorkers(Executor executor, int most) {
        this.executor = executor;
        this.most = most;
    }

    synchronized void serve(EncodeQueue queue) {
        queues.add(queue);
    }

    /** Puts free workers to work; to be called when windows have come. */
    synchronized void wake() {
        for (EncodeQueue next = next(); running < most && next != null; next = next()) {
            EncodeQueue queue = next;
            SourceWindow window = queue.begin();
            if (window != null) {
                running++;
                executor.execute(() -> work(queue, window));
            }
        }
    }

    private @Nullable EncodeQueue next() {
        return queues.stream()
                .filter(EncodeQueue::ready)
                .filter(queue -> queues.stream().noneMatch(queue::leads))
                .min(Comparator.comparingLong(EncodeQueue::oldest))
                .orElse(null);
    }

    private void work(EncodeQueue queue, SourceWindow window) {
        try {
            queue.encode(window);
        } finally {
            synchronized (this) {
                running--;
                queue.end();
            }
            wake();
        }
    }
}
