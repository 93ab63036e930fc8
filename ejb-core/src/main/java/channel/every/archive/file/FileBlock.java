package channel.every.archive.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** A stretch of a file in memory. */
final class FileBlock {
    /** Some lines. */
    private static final int PROBE_BYTES = 4096;

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

    /** Where the first line begins after {@code from}, at which one may begin too; {@code to} if none does before. */
    static long nextLine(FileChannel channel, long from, long to) throws IOException {
        for (long at = from - 1; at < to; at += PROBE_BYTES) {
            byte[] block = read(channel, at, Math.min(to, at + PROBE_BYTES));
            for (int i = 0; i < block.length; i++) {
                if (block[i] == '\n') {
                    return at + i + 1;
                }
            }
        }
        return to;
    }
}
