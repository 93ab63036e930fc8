package channel.every.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns the bytes of an index, cut anywhere, into records, those of a known shape without an object each. Memory is bounded by
 * one line of at most {@link RecordWriter#MAX_LINE_BYTES}.
 */
public final class RecordScanner {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Lines lines;
    private final RecordParser parser = new RecordParser();
    private final long[] values = new long[LineShape.VALUES];
    private final LineShapes shapes = new LineShapes(values);
    private final RecordView view = new RecordView(values);
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;
    private long fedBytes;
    private long completeBytes;

    /** What is told of the lines, in their order. */
    public interface Lines {
        void record(RecordView record);

        /** @param reason the field, its value and why it was refused */
        void malformed(long number, String reason);

        /** The last line, whose append never completed. */
        void torn(long number, int bytes);
    }

    public RecordScanner(Lines lines) {
        this.lines = lines;
    }

    /** Reads all of {@code in}, which stays open; {@link #finish} is left to the caller. */
    public void feed(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            feed(buffer, 0, got);
        }
    }

    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        if (begun.size() > 0 || tooLong) {
            int newline = newline(bytes, at, end);
            if (newline == end) {
                keep(bytes, at, length);
                fedBytes += length;
                return;
            }
            keep(bytes, at, newline + 1 - at);
            at = newline + 1;
            completeBegun(fedBytes + at - offset);
        }
        while (at < end) {
            int next = shapes.match(bytes, at, end);
            if (next > 0) {
                number++;
                long base = fedBytes - offset;
                view.matched(shapes.last().example(), number, base + at, base + next);
                lines.record(view);
            } else {
                int newline = newline(bytes, at, end);
                if (newline == end) {
                    break;
                }
                complete(bytes, at, newline - at, fedBytes + at - offset, fedBytes + newline + 1 - offset);
                next = newline + 1;
            }
            at = next;
            completeBytes = fedBytes + at - offset;
        }
        keep(bytes, at, end - at);
        fedBytes += length;
    }

    /**
     * Says that no more will come. A last line without its newline is taken if it is a whole record, since then only the
     * newline is lost, else it is torn.
     */
    public void finish() {
        if (begun.size() == 0 && !tooLong) {
            return;
        }
        number++;
        byte[] rest = begun.toByteArray();
        begun.reset();
        try {
            view.parsed(parser.parse(rest, 0, rest.length), number, completeBytes, fedBytes);
            lines.record(view);
        } catch (MalformedRecordException e) {
            lines.torn(number, (int) Math.min(fedBytes - completeBytes, Integer.MAX_VALUE));
        }
    }

    /** Forgets where it is, but not the shapes that it has learnt: what comes is another stretch of the same writer's lines. */
    public void restart() {
        begun.reset();
        tooLong = false;
        number = 0;
        fedBytes = 0;
        completeBytes = 0;
    }

    /** How many of the bytes fed so far belong to lines that are complete. */
    public long completeBytes() {
        return completeBytes;
    }

    /** Lines so far, records or not. */
    public long lineCount() {
        return number;
    }

    private static int newline(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Completes the line that was begun in bytes fed earlier; its newline has been kept with it. */
    private void completeBegun(long end) {
        byte[] whole = begun.toByteArray();
        begun.reset();
        long start = completeBytes;
        if (!tooLong && shapes.match(whole, 0, whole.length) == whole.length) {
            number++;
            view.matched(shapes.last().example(), number, start, end);
            lines.record(view);
        } else {
            complete(whole, 0, Math.max(0, whole.length - 1), start, end);
        }
        tooLong = false;
        completeBytes = end;
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (begun.size() + length > RecordWriter.MAX_LINE_BYTES + 1) {
            tooLong = true;
            begun.reset();
        }
        if (!tooLong) {
            begun.write(bytes, offset, length);
        }
    }

    private void complete(byte[] bytes, int offset, int length, long start, long end) {
        number++;
        if (tooLong || length > RecordWriter.MAX_LINE_BYTES) {
            lines.malformed(number, "longer than " + RecordWriter.MAX_LINE_BYTES + " bytes");
            return;
        }
        if (length == 0 || length == 1 && bytes[offset] == '\r') {
            return;
        }
        try {
            ArchiveRecord record = parser.parse(bytes, offset, length);
            shapes.learn(bytes, offset, length, record);
            view.parsed(record, number, start, end);
            lines.record(view);
        } catch (MalformedRecordException e) {
            lines.malformed(number, String.valueOf(e.getMessage()));
        }
    }
}
