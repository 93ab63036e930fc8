package channel.every.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes that were met in an index, and which of them is to be expected next. */
final class LineShapes {
    /** Renditions times kinds of a ladder, and room for a few sessions; then the oldest make way. */
    static final int BOUND = 32;

    private final @Nullable LineShape[] known = new @Nullable LineShape[BOUND];
    private final long[] values;
    private int learnt;
    private @Nullable LineShape last;

    /** @param values filled by each match */
    LineShapes(long[] values) {
        this.values = values;
    }

    /**
     * Tries the line that begins at {@code from}.
     *
     * @return where the next line begins, or -1 if no shape fits
     */
    int match(byte[] bytes, int from, int to) {
        LineShape before = last;
        LineShape expected = before == null ? null : before.follower();
        if (expected != null) {
            int end = expected.match(bytes, from, to, values);
            if (end > 0) {
                last = expected;
                return end;
            }
        }
        int count = Math.min(learnt, BOUND);
        for (int i = 0; i < count; i++) {
            LineShape each = known[i];
            int end = each == null || each == expected ? -1 : each.match(bytes, from, to, values);
            if (each != null && end > 0) {
                if (before != null) {
                    before.followedBy(each);
                }
                last = each;
                return end;
            }
        }
        return -1;
    }

    /** The shape that fitted last. */
    LineShape last() {
        if (last == null) {
            throw new IllegalStateException("no line has fitted yet");
        }
        return last;
    }

    /** Remembers the shape of a line that no known one fitted. */
    void learn(byte[] bytes, int offset, int length, ArchiveRecord record) {
        Optional<LineShape> shape = LineShape.of(bytes, offset, length, record);
        if (shape.isPresent()) {
            known[learnt % BOUND] = shape.get();
            learnt++;
        }
    }
}
