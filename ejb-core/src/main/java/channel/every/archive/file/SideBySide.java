package channel.every.archive.file;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what has to be synced side by side: the file system gathers the syncs that wait at the same moment, of this call and of all other
 * threads, into one commit of its journal and one flush of the device. One after the other each of them would wait for its own.
 */
final class SideBySide {
    /** Of all stores of the process; more syncs than this at a time gain nothing, and each has a thread that only waits. */
    private static final int MOST_AT_ONCE = 16;

    private static final int IDLE_SECONDS = 10;

    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // As long as the calls that wait for what they have put here.
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("archive-sync-", 0).factory());

    static {
        THREADS.allowCoreThreadTimeOut(true);
    }

    private SideBySide() {}

    interface Step {
        void run() throws IOException;
    }

    /** Returns when all steps have been done; fails as the first one that failed did, after all have ended. */
    static void run(List<? extends Step> steps) throws IOException {
        List<FutureTask<@Nullable Void>> tasks = steps.stream()
                .map(step -> new FutureTask<@Nullable Void>(() -> {
                    step.run();
                    return null;
                }))
                .toList();
        tasks.stream().skip(1).forEach(THREADS::execute);
        if (!tasks.isEmpty()) {
            tasks.getFirst().run();
        }
        IOException failed = null;
        boolean interrupted = false;
        for (Future<@Nullable Void> each : tasks) {
            while (true) {
                try {
                    each.get();
                    break;
                } catch (InterruptedException e) {
                    // What is being synced cannot be called back; the caller hears of it after.
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (failed == null) {
                        failed = failed(e.getCause());
                    }
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static IOException failed(@Nullable Throwable cause) {
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }
}
