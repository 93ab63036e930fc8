package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.RecordView;
import java.util.Arrays;

/** The records of a block by what is compared of them, in columns; and in order of their sequences. */
final class BlockRows {
    private static final int COLUMNS = 10;
    private static final int FIRST_ROWS = 256;
    private static final int SEQUENCE = 0;
    private static final int OFFSET = 1;
    private static final int END = 2;

    /** From here on what is equal where two records are: kind, timescale, timing, hash. */
    private static final int COMPARED = 3;

    private long[] cells = new long[FIRST_ROWS * COLUMNS];
    private int[] parties = new int[FIRST_ROWS];
    private long[] order = {};
    private int rows;

    void clear() {
        rows = 0;
    }

    int size() {
        return rows;
    }

    /** @param from offset of what the record's own offsets count from */
    void add(int party, RecordView record, long from) {
        if (rows == parties.length) {
            parties = Arrays.copyOf(parties, 2 * rows);
            cells = Arrays.copyOf(cells, 2 * rows * COLUMNS);
        }
        ArchiveRecord like = record.like();
        MediaTiming timing = like.media();
        int at = rows * COLUMNS;
        cells[at] = record.groupSequence();
        cells[at + OFFSET] = from + record.offset();
        cells[at + END] = from + record.end();
        // A record without a hash or without timing is equal to none: it is for the judge.
        long kind = like.kind() == ObjectKind.MEDIA ? 0 : 1;
        long alone = like.hash() == null || timing == null ? rows + 1L : 0;
        cells[at + COMPARED] = kind | (timing == null ? 0 : (long) timing.timescale() << 1) | (alone << 33);
        cells[at + COMPARED + 1] = record.decodeTime();
        cells[at + COMPARED + 2] = record.mediaSequence();
        for (int word = 0; word < 4; word++) {
            cells[at + COMPARED + 3 + word] = record.hashWord(word);
        }
        parties[rows] = party;
        rows++;
    }

    /** Puts the rows into order of their sequences, those of one sequence as they were added. */
    void sort() {
        order = new long[rows];
        long least = Long.MAX_VALUE;
        for (int row = 0; row < rows; row++) {
            least = Math.min(least, sequence(row));
        }
        for (int row = 0; row < rows; row++) {
            order[row] = ((sequence(row) - least) << 32) | row;
        }
        Arrays.sort(order);
    }

    /** The row at a place of the order. */
    int row(int place) {
        return (int) order[place];
    }

    long sequence(int row) {
        return cells[row * COLUMNS + SEQUENCE];
    }

    long offset(int row) {
        return cells[row * COLUMNS + OFFSET];
    }

    long end(int row) {
        return cells[row * COLUMNS + END];
    }

    int party(int row) {
        return parties[row];
    }

    boolean isMedia(int row) {
        return (cells[row * COLUMNS + COMPARED] & 1) == 0;
    }

    /** Whether two rows are of one kind with the same bytes on the same moment. */
    boolean same(int one, int other) {
        int a = one * COLUMNS + COMPARED;
        int b = other * COLUMNS + COMPARED;
        return Arrays.equals(cells, a, a + COLUMNS - COMPARED, cells, b, b + COLUMNS - COMPARED);
    }
}
