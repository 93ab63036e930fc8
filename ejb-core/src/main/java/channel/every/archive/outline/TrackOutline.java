package channel.every.archive.outline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the index of one track amounts to, up to where it was read. */
public final class TrackOutline {
    private final List<Strand> strands = new ArrayList<>();
    private final List<SortedSet<String>> streamIds = new ArrayList<>();
    private final Map<Strand, Integer> codes = new HashMap<>();
    private final BlockTable blocks;
    private final LineMarks marks;
    private long records;
    private long unsynced;
    private long malformed;
    private long torn;
    private long lines;
    private long bytes;

    public TrackOutline() {
        this(new BlockTable(), new LineMarks());
    }

    TrackOutline(BlockTable blocks, LineMarks marks) {
        this.blocks = blocks;
        this.marks = marks;
    }

    /** Adds what follows directly after. */
    public void append(TrackOutline next) {
        int[] translated = new int[next.strands.size()];
        for (int code = 0; code < translated.length; code++) {
            translated[code] = code(next.strands.get(code));
            streamIds.get(translated[code]).addAll(next.streamIds.get(code));
        }
        blocks.addAll(next.blocks, translated);
        marks.addAll(next.marks);
        count(next.records, next.unsynced, next.malformed, next.torn);
        cover(lines + next.lines, bytes + next.bytes);
    }

    public BlockTable blocks() {
        return blocks;
    }

    public LineMarks marks() {
        return marks;
    }

    /** In order of their codes. */
    public List<Strand> strands() {
        return Collections.unmodifiableList(strands);
    }

    /** The stream ids that records of a strand name. */
    public SortedSet<String> streamIds(int strand) {
        return Collections.unmodifiableSortedSet(streamIds.get(strand));
    }

    public long records() {
        return records;
    }

    /** Records numbered by the wall clock. */
    public long unsynced() {
        return unsynced;
    }

    /** Lines that are no records. */
    public long malformed() {
        return malformed;
    }

    /** Last lines whose append never completed. */
    public long torn() {
        return torn;
    }

    /** All lines, records or not. */
    public long lines() {
        return lines;
    }

    /** How many bytes of the index are outlined here. */
    public long bytes() {
        return bytes;
    }

    int code(Strand strand) {
        Integer known = codes.get(strand);
        if (known != null) {
            return known;
        }
        strands.add(strand);
        streamIds.add(new TreeSet<>());
        codes.put(strand, strands.size() - 1);
        return strands.size() - 1;
    }

    void addStream(int strand, @Nullable String streamId) {
        if (streamId != null) {
            streamIds.get(strand).add(streamId);
        }
    }

    void countRecord(boolean synced) {
        records++;
        unsynced += synced ? 0 : 1;
    }

    void countMalformed() {
        malformed++;
    }

    void countTorn() {
        torn++;
    }

    void count(long moreRecords, long moreUnsynced, long moreMalformed, long moreTorn) {
        records += moreRecords;
        unsynced += moreUnsynced;
        malformed += moreMalformed;
        torn += moreTorn;
    }

    void cover(long allLines, long allBytes) {
        lines = allLines;
        bytes = allBytes;
    }
}
