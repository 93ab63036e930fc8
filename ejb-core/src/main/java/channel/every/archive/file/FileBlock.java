package channel.every.archive.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** A stretch of a file in memory. */
final class FileBlock {
    private FileBlock() {}

    /** The bytes of {@code [from, to)}; fewer if the file was cut meanwhile. */
    static byte[] read(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Math.toIntExact(to - from));
        while (block.hasRemaining()) {
            if (channel.read(block, from + block.position()) < 0) {
                return Arrays.copyOf(block.array(), block.position());
            }
        }
        return block.array();
    }
}
