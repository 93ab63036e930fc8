package channel.every.convergence;

import channel.every.archive.file.OutlinedTrack;
import channel.every.archive.outline.BlockTable;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one source holds of a group by one node: stretches of its index, in order of their blocks. */
final class GroupParty {
    private final int sourceOrder;
    private final Label source;
    private final @Nullable String sourceNode;
    private final OutlinedTrack track;
    private final int[] rows;
    /** Of each stretch: a table's column is far apart in memory, and this one is looked at again and again. */
    private final long[] blocks;

    private long first = Long.MAX_VALUE;
    private long last = -1;
    private boolean writesInits;

    /** @param sourceOrder place of the source among all @param rows of the track's table */
    GroupParty(int sourceOrder, Label source, @Nullable String sourceNode, OutlinedTrack track, int[] rows) {
        this.sourceOrder = sourceOrder;
        this.source = source;
        this.sourceNode = sourceNode;
        this.track = track;
        BlockTable table = track.outline().blocks();
        boolean inOrder = true;
        long before = -1;
        for (int row : rows) {
            inOrder &= before <= table.block(row);
            before = table.block(row);
            first = Math.min(first, table.firstSequence(row));
            last = Math.max(last, table.lastSequence(row));
            writesInits |= table.inits(row) > 0;
        }
        this.rows = inOrder ? rows : sorted(table, rows);
        blocks = new long[rows.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = table.block(this.rows[i]);
        }
    }

    private static int[] sorted(BlockTable table, int[] rows) {
        return IntStream.of(rows)
                .boxed()
                .sorted((one, other) -> {
                    int byBlock = Long.compare(table.block(one), table.block(other));
                    return byBlock != 0 ? byBlock : Long.compare(table.from(one), table.from(other));
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int sourceOrder() {
        return sourceOrder;
    }

    Label source() {
        return source;
    }

    @Nullable
    String sourceNode() {
        return sourceNode;
    }

    OutlinedTrack track() {
        return track;
    }

    BlockTable table() {
        return track.outline().blocks();
    }

    /** Stretches of this party. */
    int size() {
        return rows.length;
    }

    /** The table's row of one of the stretches. */
    int row(int index) {
        return rows[index];
    }

    /** The block of one of the stretches, or one after all if there is none of that index. */
    long block(int index) {
        return index < blocks.length ? blocks[index] : Long.MAX_VALUE;
    }

    Optional<NodeRange> range() {
        return last < 0
                ? Optional.empty()
                : Optional.of(new NodeRange(new GroupSequence(first), new GroupSequence(last)));
    }

    boolean writesInits() {
        return writesInits;
    }
}
