package channel.every.archive.file;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads files as the medium has them, around the page cache (O_DIRECT, open(2)): what memory still has right says nothing about a disk that
 * rots. Where a file system takes no such reads, as some network and layered ones do not, it reads as everyone does.
 */
final class MediumReader {
    /** What devices and file systems align to; more than they need on most. */
    private static final int ALIGNMENT = 4096;

    private static final int BUFFER_BYTES = 1 << 20;

    private final ByteBuffer aligned = ByteBuffer.allocateDirect(BUFFER_BYTES + ALIGNMENT)
            .alignedSlice(ALIGNMENT)
            .slice(0, BUFFER_BYTES);

    /**
     * The bytes of a file.
     *
     * @param most at most so many are read
     */
    synchronized byte[] read(Path file, int most) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, ExtendedOpenOption.DIRECT, LinkOption.NOFOLLOW_LINKS)) {
            return read(channel, most);
        } catch (UnsupportedOperationException e) {
            return ObjectTree.readCached(file, most);
        } catch (IOException e) {
            if (takesNone(e)) {
                return ObjectTree.readCached(file, most);
            }
            throw e;
        }
    }

    /** Whole blocks, until the one that the file ends in. */
    private byte[] read(FileChannel channel, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(channel.size(), most)];
        for (int at = 0; at < bytes.length; ) {
            int read = channel.read(aligned.clear(), at);
            if (read <= 0) {
                throw new IOException("the file ends at byte " + at + " of " + bytes.length);
            }
            int taken = Math.min(read, bytes.length - at);
            aligned.get(0, bytes, at, taken);
            at += taken;
        }
        return bytes;
    }

    /** EINVAL of open(2) or a block larger than ours, both of which the JDK gives as messages only. */
    private static boolean takesNone(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Invalid argument") || message.contains("block size");
    }
}
