package channel.every.archive.file;

import channel.every.archive.RecordScanner;
import channel.every.archive.RecordView;
import java.util.function.Consumer;

/** Passes records on; lines that are none have been counted before. */
record ViewsOnly(Consumer<RecordView> records) implements RecordScanner.Lines {
    @Override
    public void record(RecordView record) {
        records.accept(record);
    }

    @Override
    public void malformed(long number, String reason) {
        // Counted in the outline.
    }

    @Override
    public void torn(long number, int bytes) {
        // Counted in the outline.
    }
}
