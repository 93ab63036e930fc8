package channel.every.archive.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives staged objects their names, durably: those of all threads that wait at the same moment at the price of one. One thread leads:
 * it renames for all who wait, then syncs each directory once. Who comes meanwhile waits for the next round.
 */
final class GroupCommit {
    private List<Batch> waiting = new ArrayList<>();
    private boolean led;

    /** What one thread put together. */
    private static final class Batch {
        final List<StagedObject> staged;
        final Set<Path> directories;
        boolean done;

        @Nullable
        IOException failure;

        Batch(List<StagedObject> staged, Set<Path> directories) {
            this.staged = staged;
            this.directories = directories;
        }
    }

    /**
     * Returns when all objects have their names and the directories are synced.
     *
     * @param staged written and synced under their temporary names
     * @param directories to be synced after the renames
     */
    void commit(List<StagedObject> staged, Set<Path> directories) throws IOException {
        Batch own = new Batch(staged, directories);
        List<Batch> round = join(own);
        if (!round.isEmpty()) {
            try {
                lead(round);
            } finally {
                leave(round);
            }
        }
        if (own.failure != null) {
            throw new IOException(own.failure.getMessage(), own.failure);
        }
    }

    /** Waits until the batch is done, which returns nothing, or this thread leads, which returns its round. */
    private synchronized List<Batch> join(Batch own) {
        waiting.add(own);
        boolean interrupted = false;
        while (led && !own.done) {
            try {
                wait();
            } catch (InterruptedException e) {
                // What is being committed cannot be called back; the caller hears of it after.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (own.done) {
            return List.of();
        }
        led = true;
        List<Batch> round = waiting;
        waiting = new ArrayList<>();
        return round;
    }

    private synchronized void leave(List<Batch> round) {
        round.forEach(each -> each.done = true);
        led = false;
        notifyAll();
    }

    private static void lead(List<Batch> round) {
        Map<Path, List<Batch>> directories = new LinkedHashMap<>();
        for (Batch batch : round) {
            try {
                for (StagedObject object : batch.staged) {
                    object.rename();
                }
                for (Path each : batch.directories) {
                    directories.computeIfAbsent(each, path -> new ArrayList<>()).add(batch);
                }
            } catch (IOException | RuntimeException e) {
                batch.failure = failed(e);
            }
        }
        directories.forEach((directory, batches) -> {
            try {
                DirectorySync.force(directory);
            } catch (IOException | RuntimeException e) {
                batches.forEach(batch -> batch.failure = failed(e));
            }
        });
    }

    private static IOException failed(Exception e) {
        return e instanceof IOException io ? io : new IOException(e);
    }
}
