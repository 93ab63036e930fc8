package channel.every.archive.file;

import channel.every.archive.RecordScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Scans stretches of a file without moving its position. */
final class StretchScan {
    /** Stays in the second-level cache from the kernel's copy to the scan. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final FileChannel channel;
    private final RecordScanner scanner;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    StretchScan(FileChannel channel, RecordScanner.Lines lines) {
        this.channel = channel;
        scanner = new RecordScanner(lines);
    }

    /** Reads what lies between two offsets, or up to the file's end if that comes first. */
    void read(long from, long to) throws IOException {
        scanner.restart();
        long at = from;
        while (at < to) {
            int got = channel.read(buffer.clear().limit((int) Math.min(bytes.length, to - at)), at);
            if (got < 0) {
                return;
            }
            scanner.feed(bytes, 0, got);
            at += got;
        }
    }

    /** Takes the last line for complete, with or without its newline. */
    void finish() {
        scanner.finish();
    }

    /** Bytes of the complete lines of this stretch. */
    long completeBytes() {
        return scanner.completeBytes();
    }

    /** Lines of this stretch so far. */
    long lineCount() {
        return scanner.lineCount();
    }
}
