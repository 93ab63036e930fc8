package channel.every.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Turns the bytes of an index, cut anywhere, into lines. Memory is bounded by one line of at most
 * {@link RecordWriter#MAX_LINE_BYTES}.
 */
public final class IndexReader {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Consumer<? super IndexLine> lines;
    private final RecordParser parser = new RecordParser();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;
    private long completeBytes;
    private long fedBytes;

    public IndexReader(Consumer<? super IndexLine> lines) {
        this.lines = lines;
    }

    /** Reads all of {@code in}, which stays open, and finishes. */
    public static void read(InputStream in, Consumer<? super IndexLine> lines) throws IOException {
        IndexReader reader = new IndexReader(lines);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            reader.feed(buffer, 0, got);
        }
        reader.finish();
    }

    public void feed(byte[] bytes, int offset, int length) {
        int start = offset;
        int end = offset + length;
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\n') {
                completeBytes = fedBytes + at - offset + 1;
                line(bytes, start, at - start);
                start = at + 1;
            }
        }
        keep(bytes, start, end - start);
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
            lines.accept(new IndexLine.Valid(number, parser.parse(rest, 0, rest.length)));
        } catch (MalformedRecordException e) {
            lines.accept(new IndexLine.Torn(number, (int) Math.min(fedBytes - completeBytes, Integer.MAX_VALUE)));
        }
    }

    /** How many of the bytes fed so far belong to lines that are complete. */
    public long completeBytes() {
        return completeBytes;
    }

    private void line(byte[] bytes, int offset, int length) {
        if (begun.size() == 0 && !tooLong) {
            complete(bytes, offset, length);
            return;
        }
        keep(bytes, offset, length);
        byte[] whole = begun.toByteArray();
        begun.reset();
        complete(whole, 0, whole.length);
        tooLong = false;
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (begun.size() + length > RecordWriter.MAX_LINE_BYTES) {
            tooLong = true;
            begun.reset();
        }
        if (!tooLong) {
            begun.write(bytes, offset, length);
        }
    }

    private void complete(byte[] bytes, int offset, int length) {
        number++;
        if (tooLong || length > RecordWriter.MAX_LINE_BYTES) {
            lines.accept(new IndexLine.Malformed(number, "longer than " + RecordWriter.MAX_LINE_BYTES + " bytes"));
            return;
        }
        if (blank(bytes, offset, length)) {
            return;
        }
        try {
            lines.accept(new IndexLine.Valid(number, parser.parse(bytes, offset, length)));
        } catch (MalformedRecordException e) {
            lines.accept(new IndexLine.Malformed(number, String.valueOf(e.getMessage())));
        }
    }

    private static boolean blank(byte[] bytes, int offset, int length) {
        return length == 0 || length == 1 && bytes[offset] == '\r';
    }
}
