package channel.every.archive.file;

import channel.every.archive.ManifestKey;
import channel.every.archive.ManifestPage;
import channel.every.archive.RecordWriter;
import channel.every.archive.StaleKeyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** An index in pages, each found at its offset however long the index has grown. */
final class TrackPages {
    private TrackPages() {}

    static ManifestPage page(Path file, ManifestKey after, int mostLines, int mostBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            check(channel, after);
            long size = channel.size();
            byte[] block = FileBlock.read(channel, after.offset(), Math.min(size, after.offset() + mostBytes));
            int end = wholeLines(block, mostLines);
            if (end == 0) {
                refuseEndlessLine(file, after, block.length, mostBytes);
                return new ManifestPage(new byte[0], after, false);
            }
            byte[] lines = Arrays.copyOf(block, end);
            ManifestKey next = ManifestKey.after(after.offset() + end, lastLine(lines));
            return new ManifestPage(lines, next, hasLine(channel, next.offset(), size, block, end));
        } catch (NoSuchFileException e) {
            check(after);
            return new ManifestPage(new byte[0], after, false);
        }
    }

    /** The key that leads to the end of an index's whole lines; the beginning if it has none. */
    static ManifestKey end(FileChannel channel) throws IOException {
        long size = channel.size();
        byte[] tail = FileBlock.read(channel, Math.max(0, size - 2L * RecordWriter.MAX_LINE_BYTES), size);
        int end = wholeLines(tail, Integer.MAX_VALUE);
        return end == 0
                ? ManifestKey.START
                : ManifestKey.after(size - tail.length + end, lastLine(Arrays.copyOf(tail, end)));
    }

    /** The key that leads to the line that begins at an offset. */
    static ManifestKey before(FileChannel channel, long offset) throws IOException {
        byte[] before = FileBlock.read(channel, Math.max(0, offset - 2L * RecordWriter.MAX_LINE_BYTES), offset);
        return before.length == 0 ? ManifestKey.START : ManifestKey.after(offset, lastLine(before));
    }

    private static void check(ManifestKey key) throws StaleKeyException {
        if (key.offset() > 0) {
            throw new StaleKeyException(key);
        }
    }

    private static void check(FileChannel channel, ManifestKey key) throws IOException {
        long offset = key.offset();
        if (offset > channel.size()) {
            throw new StaleKeyException(key);
        }
        byte[] before = FileBlock.read(channel, Math.max(0, offset - 2L * RecordWriter.MAX_LINE_BYTES), offset);
        boolean fits = before.length == 0
                || before[before.length - 1] == '\n'
                        && ManifestKey.after(offset, lastLine(before)).equals(key);
        if (!fits) {
            throw new StaleKeyException(key);
        }
    }

    /** The last line of whole lines, its newline too. */
    private static byte[] lastLine(byte[] lines) {
        int start = lines.length - 1;
        while (start > 0 && lines[start - 1] != '\n') {
            start--;
        }
        return Arrays.copyOfRange(lines, start, lines.length);
    }

    /** Where the last of the first so many whole lines ends. */
    private static int wholeLines(byte[] block, int mostLines) {
        int end = 0;
        int lines = 0;
        for (int at = 0; at < block.length && lines < mostLines; at++) {
            if (block[at] == '\n') {
                end = at + 1;
                lines++;
            }
        }
        return end;
    }

    /** Whether a whole line follows: a torn one is no page of its own. */
    private static boolean hasLine(FileChannel channel, long offset, long size, byte[] block, int end)
            throws IOException {
        for (int at = end; at < block.length; at++) {
            if (block[at] == '\n') {
                return true;
            }
        }
        byte[] following = FileBlock.read(channel, offset, Math.min(size, offset + RecordWriter.MAX_LINE_BYTES + 1));
        return wholeLines(following, 1) > 0;
    }

    private static void refuseEndlessLine(Path file, ManifestKey after, int got, int mostBytes) throws IOException {
        if (got == mostBytes) {
            throw new IOException(file + " has a line of more than " + mostBytes + " bytes at offset " + after.offset()
                    + ", which no record is: repair the file before it is served");
        }
    }
}
