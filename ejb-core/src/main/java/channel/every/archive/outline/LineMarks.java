package channel.every.archive.outline;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Where in an index lines, sequences and times are to be found: a mark every {@link #LINES} lines, each of six numbers of 64
 * bits.
 */
public final class LineMarks {
    /** A megabyte of lines at most lies between what is looked for and the mark before it. */
    public static final int LINES = 1024;

    static final int COLUMNS = 6;

    private static final int FIRST_ROWS = 16;

    private long[] cells;
    private int rows;

    LineMarks() {
        cells = new long[FIRST_ROWS * COLUMNS];
    }

    private LineMarks(long[] cells) {
        this.cells = cells;
        rows = cells.length / COLUMNS;
    }

    static LineMarks read(LongBuffer from, int rows) {
        long[] cells = new long[rows * COLUMNS];
        from.get(cells);
        return new LineMarks(cells);
    }

    void write(LongBuffer to) {
        to.put(cells, 0, rows * COLUMNS);
    }

    public int size() {
        return rows;
    }

    /** @param number of the record's line, counted from 1 */
    void add(long number, long offset, long sequence, long receivedUnixMs) {
        int at = (rows - 1) * COLUMNS;
        if (rows == 0 || number - cells[at] >= LINES) {
            at = grow(1);
            cells[at] = number;
            cells[at + 1] = offset;
            cells[at + 2] = sequence;
            cells[at + 3] = sequence;
            cells[at + 4] = receivedUnixMs;
            cells[at + 5] = receivedUnixMs;
        } else {
            cells[at + 2] = Math.min(cells[at + 2], sequence);
            cells[at + 3] = Math.max(cells[at + 3], sequence);
            cells[at + 4] = Math.min(cells[at + 4], receivedUnixMs);
            cells[at + 5] = Math.max(cells[at + 5], receivedUnixMs);
        }
    }

    /** @param linesBefore what the other's numbers are to be counted from */
    void addAll(LineMarks other, long linesBefore) {
        int at = grow(other.rows);
        System.arraycopy(other.cells, 0, cells, at, other.rows * COLUMNS);
        for (int end = rows * COLUMNS; at < end; at += COLUMNS) {
            cells[at] += linesBefore;
        }
    }

    private int grow(int more) {
        int at = rows * COLUMNS;
        rows += more;
        if (rows * COLUMNS > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(rows * COLUMNS, cells.length * 2));
        }
        return at;
    }

    /** The last mark at or before a line; empty before the first record. */
    public Place atLine(long number) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (cells[middle * COLUMNS] <= number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? Place.START : place(high);
    }

    /** From where on all records of a sequence and of all later ones lie. */
    public Place atSequence(long sequence) {
        return fromFirst(3, sequence);
    }

    /** From where on all records lie that were received at a time or later. */
    public Place atTime(long receivedUnixMs) {
        return fromFirst(5, receivedUnixMs);
    }

    /** An archive is written nearly in order, and the little that is not is the reason to look at every mark. */
    private Place fromFirst(int highest, long wanted) {
        for (int row = 0; row < rows; row++) {
            if (cells[row * COLUMNS + highest] >= wanted) {
                return place(row);
            }
        }
        return rows == 0 ? Place.START : place(rows - 1);
    }

    private Place place(int row) {
        return new Place(cells[row * COLUMNS], cells[row * COLUMNS + 1]);
    }

    /**
     * A line's beginning.
     *
     * @param line counted from 1
     * @param offset in bytes
     */
    public record Place(long line, long offset) {
        static final Place START = new Place(1, 0);
    }
}
