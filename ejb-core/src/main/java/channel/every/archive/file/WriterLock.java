package channel.every.archive.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The right to write one file, held by one writer of one process. It is a lock on a file of its own that nobody else opens:
 * POSIX drops all of a process's locks on a file when it closes any channel to it. A crash releases it.
 */
final class WriterLock implements Closeable {
    /** Real paths locked by this process: a second attempt must not even open the file. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private WriterLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws IOException naming {@code subject}, if another writer has the lock */
    static WriterLock take(Path lockFile, Path subject) throws IOException {
        Path file = lockFile.toAbsolutePath().normalize();
        synchronized (HELD) {
            if (HELD.contains(file)) {
                throw new IOException(subject + " is being written by another publisher of this process");
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new IOException(subject + " is being written by another process");
            }
            HELD.add(file);
            return new WriterLock(file, channel);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(file);
            channel.close();
        }
    }
}
