package channel.every.archive.outline;

import java.nio.ByteBuffer;

/**
 * Stretches of an index, each of one strand within one block of {@link #CHUNKS} chunks, in columns of 64 bits. A strand has
 * several stretches in a block if its records lie apart there.
 */
public final class BlockTable {
    /**
     * A block is read again whole if a single sequence of it is in doubt, and takes 88 bytes if none is: 32 windows weigh an
     * outline at a hundredth of its index.
     */
    public static final int CHUNKS = 32;

    static final int COLUMNS = 11;

    private static final long LOW = 0xffff_ffffL;

    private final NumberTable cells;

    BlockTable() {
        this(new NumberTable(COLUMNS));
    }

    BlockTable(NumberTable cells) {
        this.cells = cells;
    }

    void write(ByteBuffer to) {
        cells.write(to);
    }

    public int size() {
        return cells.size();
    }

    void add(OpenBlock block) {
        int row = cells.add();
        cells.set(row, 0, block.strand | (block.ascending ? 1L << 32 : 0));
        cells.set(row, 1, block.number);
        cells.set(row, 2, block.from);
        cells.set(row, 3, block.to);
        cells.set(row, 4, block.first);
        cells.set(row, 5, block.last);
        cells.set(row, 6, packed(block.sequences, block.media));
        cells.set(row, 7, packed(block.inits, block.untimed));
        cells.set(row, 8, block.withoutHash);
        cells.set(row, 9, block.digest0);
        cells.set(row, 10, block.digest1);
    }

    /** @param strands the codes here of the other table's codes */
    void addAll(BlockTable other, int[] strands) {
        int first = size();
        cells.addAll(other.cells, 0);
        for (int row = first; row < size(); row++) {
            cells.set(row, 0, (cell(row, 0) & ~LOW) | strands[strand(row)]);
        }
    }

    /** Code of the strand in its outline. */
    public int strand(int row) {
        return (int) cell(row, 0);
    }

    /** Whether each kind of each sequence stands once, in their order. */
    public boolean ascending(int row) {
        return cell(row, 0) >>> 32 != 0;
    }

    /** Sequences divided by {@link #CHUNKS} times the stride. */
    public long block(int row) {
        return cell(row, 1);
    }

    /** Byte offset of the first line. */
    public long from(int row) {
        return cell(row, 2);
    }

    /** Byte offset after the last line; lines of other strands may stand in between. */
    public long to(int row) {
        return cell(row, 3);
    }

    public long firstSequence(int row) {
        return cell(row, 4);
    }

    public long lastSequence(int row) {
        return cell(row, 5);
    }

    /** Distinct ones, if they are ascending. */
    public int sequences(int row) {
        return (int) cell(row, 6);
    }

    public int media(int row) {
        return (int) (cell(row, 6) >>> 32);
    }

    public int inits(int row) {
        return (int) cell(row, 7);
    }

    /** Media records without timing. */
    public int untimed(int row) {
        return (int) (cell(row, 7) >>> 32);
    }

    public int withoutHash(int row) {
        return (int) cell(row, 8);
    }

    /** Half of the sum over the records of what is compared of them: sequence, kind, hash, timing. */
    public long digest0(int row) {
        return cell(row, 9);
    }

    public long digest1(int row) {
        return cell(row, 10);
    }

    private long cell(int row, int column) {
        return cells.get(row, column);
    }

    private static long packed(int low, int high) {
        return (low & LOW) | ((long) high << 32);
    }
}
