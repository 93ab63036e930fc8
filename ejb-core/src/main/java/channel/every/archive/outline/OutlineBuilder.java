package channel.every.archive.outline;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordScanner;
import channel.every.archive.RecordView;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the outline of a stretch of an index from its lines. */
public final class OutlineBuilder implements RecordScanner.Lines {
    /** More than shapes are known at a time: what is beyond are lines without a shape, each an example of itself. */
    private static final int MAX_EXAMPLES = 256;

    private final TrackOutline outline = new TrackOutline();
    private final long base;
    private final Map<ArchiveRecord, OpenBlock> byExample = new IdentityHashMap<>();
    private OpenBlock[] open = {};
    private @Nullable ArchiveRecord lastLike;
    private @Nullable OpenBlock lastBlock;

    /** @param base byte offset of the stretch in the index */
    public OutlineBuilder(long base) {
        this.base = base;
    }

    @Override
    public void record(RecordView record) {
        ArchiveRecord like = record.like();
        OpenBlock block = like == lastLike && lastBlock != null ? lastBlock : block(like);
        long sequence = record.groupSequence();
        if (!block.holds(sequence)) {
            if (block.isOpen()) {
                outline.blocks().add(block);
            }
            block.open(sequence, base + record.offset());
        }
        block.add(record, base + record.end());
        outline.countRecord(like.synced());
        outline.marks().add(base + record.offset(), base + record.end(), sequence, record.receivedUnixMs());
    }

    @Override
    public void malformed(long number, String reason) {
        outline.countMalformed();
    }

    @Override
    public void torn(long number, int bytes) {
        outline.countTorn();
    }

    /**
     * @param lines of the stretch, records or not
     * @param bytes of its complete lines
     */
    public TrackOutline finish(long lines, long bytes) {
        for (OpenBlock block : open) {
            if (block.isOpen()) {
                outline.blocks().add(block);
            }
        }
        outline.cover(lines, bytes);
        return outline;
    }

    private OpenBlock block(ArchiveRecord like) {
        OpenBlock known = byExample.get(like);
        if (known == null) {
            int code = outline.code(Strand.of(like));
            outline.addStream(code, like.streamId());
            if (code == open.length) {
                open = Arrays.copyOf(open, code + 1);
                open[code] = new OpenBlock(code);
            }
            known = open[code];
            if (byExample.size() >= MAX_EXAMPLES) {
                byExample.clear();
            }
            byExample.put(like, known);
        }
        lastLike = like;
        lastBlock = known;
        return known;
    }
}
