package channel.every.archive.file;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects around the page cache (O_DIRECT) where the file system can: an object is written once and read much later if ever,
 * and its sync then finds nothing left to write. ObjectStoreBenchmark shows what that is worth.
 */
final class ObjectWriter {
    /** What devices and file systems align to; more than they need on most. */
    private static final int ALIGNMENT = 4096;

    private static final int BUFFER_BYTES = 1 << 20;

    /** Buffers kept for the next writers; more threads than this allocate their own and let it go. */
    private static final int KEPT_BUFFERS = 16;

    private final BlockingQueue<ByteBuffer> buffers = new ArrayBlockingQueue<>(KEPT_BUFFERS);
    private volatile boolean direct = true;

    /** Writes a new file's bytes and syncs them. */
    void write(Path file, byte[] object) throws IOException {
        if (direct && object.length > 0 && writeDirect(file, object)) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(object);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Returns false where the file system takes no direct writes, as some network and layered ones do not. */
    private boolean writeDirect(Path file, byte[] object) throws IOException {
        try (FileChannel channel = open(file)) {
            if (channel == null) {
                direct = false;
                return false;
            }
            ByteBuffer buffer = buffers.poll();
            ByteBuffer aligned = buffer == null
                    ? ByteBuffer.allocateDirect(BUFFER_BYTES + ALIGNMENT).alignedSlice(ALIGNMENT)
                    : buffer;
            try {
                copy(object, aligned, channel);
            } finally {
                buffers.offer(aligned);
            }
            // The last block was written whole; the file ends where the object does.
            channel.truncate(object.length);
            channel.force(true);
            return true;
        }
    }

    private static @Nullable FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
        } catch (UnsupportedOperationException e) {
            return null;
        } catch (IOException e) {
            // EINVAL of open(2), which the JDK gives as a message only.
            if (String.valueOf(e.getMessage()).contains("Invalid argument")) {
                return null;
            }
            throw e;
        }
    }

    private static void copy(byte[] object, ByteBuffer aligned, FileChannel channel) throws IOException {
        for (int from = 0; from < object.length; from += BUFFER_BYTES) {
            int length = Math.min(BUFFER_BYTES, object.length - from);
            int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            aligned.clear().put(object, from, length);
            while (aligned.position() < padded) {
                aligned.put((byte) 0);
            }
            aligned.flip();
            while (aligned.hasRemaining()) {
                channel.write(aligned);
            }
        }
    }
}
