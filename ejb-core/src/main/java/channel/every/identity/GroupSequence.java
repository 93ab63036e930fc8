package channel.every.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The archive's number of a fragment: {@code chunk_index * 4096 + fragment_slot}, so that independently started publishers
 * number the same broadcast moment equally and numeric gaps between windows are normal.
 */
public record GroupSequence(@JsonValue long value) implements Comparable<GroupSequence> {
    /** Fragments one window can hold; the stride that the live system used. */
    public static final int STRIDE = 4096;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupSequence {
        if (value < 0) {
            throw new IllegalArgumentException("group_sequence is negative: " + value);
        }
    }

    public static GroupSequence of(long chunkIndex, int slot) {
        if (slot < 0 || slot >= STRIDE) {
            throw new IllegalArgumentException("fragment slot must be 0 to 4095: " + slot);
        }
        return new GroupSequence(Math.addExact(Math.multiplyExact(chunkIndex, STRIDE), slot));
    }

    public long chunkIndex() {
        return value / STRIDE;
    }

    public int slot() {
        return (int) (value % STRIDE);
    }

    @Override
    public int compareTo(GroupSequence other) {
        return Long.compare(value, other.value);
    }
}
