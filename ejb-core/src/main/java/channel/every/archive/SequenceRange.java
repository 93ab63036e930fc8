package channel.every.archive;

import channel.every.identity.GroupSequence;

/** From one sequence to another, both included. */
public record SequenceRange(GroupSequence first, GroupSequence last) {
    public SequenceRange {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("a range ends before it begins: " + first + " to " + last);
        }
    }

    /**
     * Everything of {@code count} windows from chunk {@code start} on.
     *
     * @throws IllegalArgumentException if there are no sequences of so high chunks
     */
    public static SequenceRange ofChunks(long start, int count) {
        if (start < 0 || count < 1 || start > Long.MAX_VALUE / GroupSequence.STRIDE - count) {
            throw new IllegalArgumentException("no " + count + " chunks begin at " + start);
        }
        return new SequenceRange(
                GroupSequence.of(start, 0), GroupSequence.of(start + count - 1, GroupSequence.STRIDE - 1));
    }

    public boolean holds(GroupSequence sequence) {
        return first.compareTo(sequence) <= 0 && sequence.compareTo(last) <= 0;
    }
}
