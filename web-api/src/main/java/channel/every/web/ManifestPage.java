package channel.every.web;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page of an index. Show it every line; it keeps those after a key, up to a limit. Lines that are no records count as lines, so
 * that a key stays where it is, and are left out.
 */
final class ManifestPage implements Consumer<IndexLine> {
    private final long after;
    private final int limit;
    private final List<ArchiveRecord> records = new ArrayList<>();
    private long lastNumber;
    private boolean more;

    /** @param after key of the last record that the reader has, 0 for the first page */
    ManifestPage(long after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    @Override
    public void accept(IndexLine line) {
        if (line.number() <= after || !(line instanceof IndexLine.Valid valid)) {
            return;
        }
        if (records.size() == limit) {
            more = true;
            return;
        }
        records.add(valid.record());
        lastNumber = valid.number();
    }

    List<ArchiveRecord> records() {
        return records;
    }

    /** Where the next page begins, or null if this is the last one for now. */
    @Nullable
    String next() {
        return more ? Long.toString(lastNumber) : null;
    }

    /** The records in the form of the index itself. */
    byte[] lines() {
        return RecordWriter.lines(records);
    }
}
