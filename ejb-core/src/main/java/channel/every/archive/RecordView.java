package channel.every.archive;

import channel.every.archive.LineShape.Slot;
import org.jspecify.annotations.Nullable;

/** A record where it stands in an index, without an object of its own; valid until the next line is read. */
public final class RecordView {
    private final long[] values;
    private @Nullable ArchiveRecord like;
    private boolean parsed;
    private long number;
    private long offset;
    private long end;

    RecordView(long[] values) {
        this.values = values;
    }

    void matched(ArchiveRecord example, long lineNumber, long from, long to) {
        like = example;
        parsed = false;
        number = lineNumber;
        offset = from;
        end = to;
    }

    void parsed(ArchiveRecord record, long lineNumber, long from, long to) {
        RecordValues.read(record, values);
        like = record;
        parsed = true;
        number = lineNumber;
        offset = from;
        end = to;
    }

    /** A record that equals this one in its texts, kind, timescale and profile; one object for many lines. */
    public ArchiveRecord like() {
        if (like == null) {
            throw new IllegalStateException("no line is read yet");
        }
        return like;
    }

    /** Of the line, counted from 1 where reading began. */
    public long number() {
        return number;
    }

    /** Where the line begins, in bytes from where reading began. */
    public long offset() {
        return offset;
    }

    /** Where the next line begins. */
    public long end() {
        return end;
    }

    public long groupSequence() {
        return values[Slot.GROUP_SEQUENCE.value];
    }

    public long receivedUnixMs() {
        return values[Slot.RECEIVED_UNIX_MS.value];
    }

    /** Of the timing, 0 if there is none. */
    public long mediaSequence() {
        return values[Slot.MEDIA_SEQUENCE.value];
    }

    /** Of the timing, 0 if there is none. */
    public long decodeTime() {
        return values[Slot.DECODE_TIME.value];
    }

    /** One of the four words of the object's hash, all 0 if there is none. */
    public long hashWord(int word) {
        return values[Slot.HASH.value + word];
    }

    public ArchiveRecord record() {
        return parsed ? like() : RecordValues.record(like(), values);
    }
}
