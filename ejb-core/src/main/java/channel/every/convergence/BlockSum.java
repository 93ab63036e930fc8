package channel.every.convergence;

import channel.every.archive.outline.BlockTable;

/** What one node holds of one block, summed over its stretches. */
final class BlockSum {
    private int stretches;
    private int sequences;
    private int media;
    private int untimed;
    private int withoutHash;
    private boolean orderly;
    private long first;
    private long last;
    private long digest0;
    private long digest1;

    void clear() {
        stretches = 0;
        sequences = 0;
        media = 0;
        untimed = 0;
        withoutHash = 0;
        orderly = true;
        first = Long.MAX_VALUE;
        last = -1;
        digest0 = 0;
        digest1 = 0;
    }

    void add(BlockTable table, int row) {
        // Stretches that overlap could hold a sequence twice.
        orderly &= table.ascending(row) && table.firstSequence(row) > last;
        stretches++;
        sequences += table.sequences(row);
        media += table.media(row);
        untimed += table.untimed(row);
        withoutHash += table.withoutHash(row);
        first = Math.min(first, table.firstSequence(row));
        last = Math.max(last, table.lastSequence(row));
        digest0 += table.digest0(row);
        digest1 += table.digest1(row);
    }

    boolean isEmpty() {
        return stretches == 0;
    }

    /** One media record with its hash for every sequence, and no other. */
    boolean isPlain() {
        return orderly && withoutHash == 0 && media == sequences;
    }

    /** Whether two plain sums are of the same sequences with the same bytes on the same moments. */
    boolean sameAs(BlockSum other) {
        return digest0 == other.digest0 && digest1 == other.digest1 && sequences == other.sequences;
    }

    int sequences() {
        return sequences;
    }

    int untimed() {
        return untimed;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
