package channel.every.archive.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where objects are written before they get their name. Each process that uses the area holds a shared lock on it for its
 * life; who gets it alone knows that all files in it were left by a crash, and removes them.
 */
final class TempArea {
    private static final String LOCK = ".lock";
    private static final String PREFIX = "put-";
    private static final String SUFFIX = ".tmp";
    private static final FileAttribute<Set<PosixFilePermission>> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

    /** By real path. Kept open: POSIX drops all of a process's locks on a file when it closes any channel to it. */
    private static final Map<Path, FileChannel> OPEN = new HashMap<>();

    private final Path directory;

    private TempArea(Path directory) {
        this.directory = directory;
    }

    static TempArea open(Path directory) throws IOException {
        DirectorySync.create(directory);
        Path real = directory.toRealPath();
        synchronized (OPEN) {
            if (!OPEN.containsKey(real)) {
                OPEN.put(real, share(real));
            }
        }
        return new TempArea(directory);
    }

    /** A new, empty file that everyone may read: objects are public to the machine, whoever serves them. */
    Path newFile() throws IOException {
        return Files.createTempFile(directory, PREFIX, SUFFIX, READABLE);
    }

    private static FileChannel share(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock alone = channel.tryLock();
            if (alone != null) {
                clean(directory);
                alone.release();
            }
            channel.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            // Another class loader of this JVM holds the lock, which POSIX counts per process: the area is in use and
            // ours.
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    private static void clean(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }
}
