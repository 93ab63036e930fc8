package channel.every.archive.file;

import channel.every.archive.PruneOutcome;
import channel.every.archive.StoredObject;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where objects are written before they get their name: a directory of this process, locked for its life. A directory whose
 * lock can be had was left by a crash.
 */
final class TempArea {
    private static final String LOCK = ".lock";
    private static final String PRUNED = "prune-";
    private static final FileAttribute<Set<PosixFilePermission>> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    /** This process by its id and, since containers give the same id again, its start. */
    private static final String OWN = ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L);

    /**
     * Locks by the directory they are for. Never closed: POSIX drops all of a process's locks on a file when it closes any
     * channel to it.
     */
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private final Path directory;

    private TempArea(Path directory) {
        this.directory = directory;
    }

    /** The area of this process below {@code parent}. */
    static TempArea open(Path parent) throws IOException {
        DirectorySync.create(parent);
        Path directory = parent.toRealPath().resolve(OWN);
        synchronized (HELD) {
            if (!HELD.containsKey(directory) || !Files.isDirectory(directory)) {
                try (Gate gate = Gate.enter(parent)) {
                    Files.createDirectories(directory);
                    HELD.put(directory, hold(directory));
                }
            }
        }
        return new TempArea(directory);
    }

    /** Gives an object back that a crash left between its name and its end. */
    @FunctionalInterface
    interface Restorer {
        void restore(Blake3Hash hash, Path aside) throws IOException;
    }

    /** Removes what crashes left below {@code parent}, and nothing that a living process is writing. */
    static void clean(Path parent, Restorer restorer) throws IOException {
        synchronized (HELD) {
            try (Gate gate = Gate.enter(parent);
                    DirectoryStream<Path> areas = Files.newDirectoryStream(parent, Files::isDirectory)) {
                for (Path each : areas) {
                    if (!each.getFileName().toString().equals(OWN)) {
                        removeIfLeft(each, restorer);
                    }
                }
            }
        }
    }

    /** A new, empty file that everyone may read: objects are public to the machine, whoever serves them. */
    Path newFile() throws IOException {
        return Files.createTempFile(directory, "put-", ".tmp", READABLE);
    }

    /**
     * Removes an object for good. It is moved here first and looked at again: a put that found it in the meantime has stamped it, and
     * it is given back.
     */
    PruneOutcome removeUnlessPut(ObjectTree tree, StoredObject object, Instant unlessPutSince) throws IOException {
        Path aside = directory.resolve(PRUNED + object.hash());
        try {
            Files.move(tree.file(object.hash()), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return new PruneOutcome.Absent();
        }
        if (!Files.getLastModifiedTime(aside).toInstant().isBefore(unlessPutSince)) {
            tree.restore(object.hash(), aside);
            return new PruneOutcome.PutLately();
        }
        Files.delete(aside);
        return new PruneOutcome.Pruned(object.size());
    }

    private static FileChannel hold(Path directory) throws IOException {
        FileChannel channel = openLock(directory);
        try {
            channel.lock();
        } catch (OverlappingFileLockException e) {
            // Another class loader of this process holds it, which serves us as well: the lock is the process's.
            return channel;
        }
        return channel;
    }

    private static void removeIfLeft(Path directory, Restorer restorer) throws IOException {
        try (FileChannel channel = openLock(directory);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
                    for (Path each : left) {
                        String name = each.getFileName().toString();
                        if (name.startsWith(PRUNED)) {
                            restorer.restore(Blake3Hash.parse(name.substring(PRUNED.length())), each);
                        } else {
                            Files.delete(each);
                        }
                    }
                }
                Files.delete(directory);
            }
        }
    }

    private static FileChannel openLock(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Lets one process at a time make or remove areas, so that none is removed before its maker has locked it. */
    private record Gate(FileChannel channel) implements AutoCloseable {
        static Gate enter(Path parent) throws IOException {
            FileChannel channel = openLock(parent);
            try {
                channel.lock();
            } catch (OverlappingFileLockException | IOException e) {
                channel.close();
                throw new IOException("cannot lock " + parent.resolve(LOCK) + ": " + e.getMessage(), e);
            }
            return new Gate(channel);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
