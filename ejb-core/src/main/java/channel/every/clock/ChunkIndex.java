package channel.every.clock;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a window on the broadcast clock: {@code floor(t / D)} (ECP-0010). Synced, it reads as UTC within 8 D.
 *
 * @param value not negative
 */
public record ChunkIndex(@JsonValue long value) implements Comparable<ChunkIndex> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChunkIndex {
        if (value < 0) {
            throw new IllegalArgumentException("chunk index is negative: " + value);
        }
    }

    /** Where the window starts on the shared clock, in 90 kHz ticks. */
    public long startTicks90k(ChunkCadence cadence) {
        return value * cadence.ticks90k();
    }

    /** Where the window starts on the shared clock, in samples at 48 kHz. */
    public long startSamples48k(ChunkCadence cadence) {
        return value * cadence.samples48k();
    }

    /** Where the window starts on the shared clock, in milliseconds: since 1970 within 8 D when the clock is synced. */
    public long startMillis(ChunkCadence cadence) {
        return value * cadence.milliseconds();
    }

    @Override
    public int compareTo(ChunkIndex other) {
        return Long.compare(value, other.value);
    }
}
