package channel.every.archive.outline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where in an index sequences and times are to be found: for each stretch of some lines the lowest and the highest of both. */
public final class LineMarks {
    /** Read to find one line, in some milliseconds; 4,000 stretches of five million records are looked through in microseconds. */
    static final int STRETCH_BYTES = 512 * 1024;

    static final int COLUMNS = 6;

    private static final int FROM = 0;
    private static final int TO = 1;
    private static final int LEAST_SEQUENCE = 2;
    private static final int GREATEST_SEQUENCE = 3;
    private static final int EARLIEST = 4;
    private static final int LATEST = 5;

    private final NumberTable cells;

    public LineMarks() {
        this(new NumberTable(COLUMNS));
    }

    LineMarks(NumberTable cells) {
        this.cells = cells;
    }

    void write(ByteBuffer to) {
        cells.write(to);
    }

    public int size() {
        return cells.size();
    }

    /** @param from offset of the line @param to offset after it */
    void add(long from, long to, long sequence, long receivedUnixMs) {
        add(from, to, sequence, sequence, receivedUnixMs, receivedUnixMs);
    }

    /** Adds what follows directly after; a short stretch is joined to the one before. */
    public void addAll(LineMarks other) {
        NumberTable next = other.cells;
        if (next.size() > 0) {
            add(
                    next.get(0, FROM),
                    next.get(0, TO),
                    next.get(0, LEAST_SEQUENCE),
                    next.get(0, GREATEST_SEQUENCE),
                    next.get(0, EARLIEST),
                    next.get(0, LATEST));
            cells.addAll(next, 1);
        }
    }

    private void add(long from, long to, long least, long greatest, long earliest, long latest) {
        int row = cells.size() - 1;
        if (row < 0 || to - cells.get(row, FROM) > STRETCH_BYTES) {
            row = cells.add();
            cells.set(row, FROM, from);
            cells.set(row, LEAST_SEQUENCE, least);
            cells.set(row, GREATEST_SEQUENCE, greatest);
            cells.set(row, EARLIEST, earliest);
            cells.set(row, LATEST, latest);
        } else {
            cells.set(row, LEAST_SEQUENCE, Math.min(least, cells.get(row, LEAST_SEQUENCE)));
            cells.set(row, GREATEST_SEQUENCE, Math.max(greatest, cells.get(row, GREATEST_SEQUENCE)));
            cells.set(row, EARLIEST, Math.min(earliest, cells.get(row, EARLIEST)));
            cells.set(row, LATEST, Math.max(latest, cells.get(row, LATEST)));
        }
        cells.set(row, TO, to);
    }

    /** The stretches in which records of these sequences may stand, and outside of which none does; both ends are meant too. */
    public List<Stretch> ofSequences(long least, long greatest) {
        return overlapping(LEAST_SEQUENCE, GREATEST_SEQUENCE, least, greatest);
    }

    /** The stretches in which records of these times may stand, and outside of which none does; both ends are meant too. */
    public List<Stretch> ofTimes(long earliestUnixMs, long latestUnixMs) {
        return overlapping(EARLIEST, LATEST, earliestUnixMs, latestUnixMs);
    }

    /** An archive is written nearly in order, and the little that is not is the reason to look at every mark. */
    private List<Stretch> overlapping(int low, int high, long from, long to) {
        List<Stretch> found = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            if (cells.get(row, high) >= from && cells.get(row, low) <= to) {
                found.add(new Stretch(cells.get(row, FROM), cells.get(row, TO)));
            }
        }
        return found;
    }

    /**
     * Lines one after the other, in bytes of the index.
     *
     * @param from offset of the first one
     * @param to offset after the last one
     */
    public record Stretch(long from, long to) {}
}
