package channel.every.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Turns the bytes of an index, cut anywhere, into lines. Memory is bounded by one line of at most
 * {@link RecordWriter#MAX_LINE_BYTES}.
 */
public final class IndexReader {
    private final RecordScanner scanner;

    public IndexReader(Consumer<? super IndexLine> lines) {
        scanner = new RecordScanner(new RecordScanner.Lines() {
            @Override
            public void record(RecordView record) {
                lines.accept(new IndexLine.Valid(record.number(), record.record()));
            }

            @Override
            public void malformed(long number, String reason) {
                lines.accept(new IndexLine.Malformed(number, reason));
            }

            @Override
            public void torn(long number, int bytes) {
                lines.accept(new IndexLine.Torn(number, bytes));
            }
        });
    }

    /** Reads all of {@code in}, which stays open, and finishes. */
    public static void read(InputStream in, Consumer<? super IndexLine> lines) throws IOException {
        IndexReader reader = new IndexReader(lines);
        reader.scanner.feed(in);
        reader.finish();
    }

    public void feed(byte[] bytes, int offset, int length) {
        scanner.feed(bytes, offset, length);
    }

    /**
     * Says that no more will come. A last line without its newline is taken if it is a whole record, since then only the
     * newline is lost, else it is torn.
     */
    public void finish() {
        scanner.finish();
    }

    /** How many of the bytes fed so far belong to lines that are complete. */
    public long completeBytes() {
        return scanner.completeBytes();
    }
}
