package channel.every.clock;

import java.util.Arrays;

/** The latest differences between UTC and PCR, at most ten, in 27 MHz ticks. */
final class UtcSamples {
    /** Enough for a median, soon enough to decide: ten seconds of STT. */
    static final int CAPACITY = 10;

    private final long[] ring = new long[CAPACITY];
    private int count;
    private int next;

    void add(long residual) {
        ring[next] = residual;
        next = (next + 1) % CAPACITY;
        count = Math.min(count + 1, CAPACITY);
    }

    boolean full() {
        return count == CAPACITY;
    }

    boolean empty() {
        return count == 0;
    }

    void clear() {
        count = 0;
        next = 0;
    }

    long latest() {
        if (count == 0) {
            throw new IllegalStateException("no time table was seen yet");
        }
        return ring[Math.floorMod(next - 1, CAPACITY)];
    }

    /** The lower one of the two in the middle, so that it is one of the samples. */
    long median() {
        long[] sorted = sorted();
        return sorted[(count - 1) / 2];
    }

    /** The largest distance of a sample from the median. */
    long jitter() {
        long[] sorted = sorted();
        long median = sorted[(count - 1) / 2];
        return Math.max(median - sorted[0], sorted[count - 1] - median);
    }

    /** The distance between the smallest and the largest. */
    long spread() {
        long[] sorted = sorted();
        return sorted[count - 1] - sorted[0];
    }

    private long[] sorted() {
        if (count == 0) {
            throw new IllegalStateException("no time table was seen yet");
        }
        long[] sorted = Arrays.copyOf(ring, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
