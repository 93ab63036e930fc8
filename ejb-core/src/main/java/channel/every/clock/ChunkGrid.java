package channel.every.clock;

import channel.every.time.Pts;

/**
 * Where the windows lie on a clock epoch's own count of 90 kHz ticks: PCR base and time stamps, unwrapped since the epoch began.
 *
 * @param cadence the length of a window
 * @param shift90k broadcast time less the epoch's count, in 90 kHz ticks
 */
public record ChunkGrid(ChunkCadence cadence, long shift90k) {
    /** The window that a time stamp belongs to: {@code start <= stamp < end}. Negative before 1970. */
    public long indexAt(long stamp90k) {
        return Math.floorDiv(stamp90k + shift90k, cadence.ticks90k());
    }

    /** Where a window starts on the epoch's count; the next one starts where it ends. */
    public long startOf(long index) {
        return index * cadence.ticks90k() - shift90k;
    }

    /** The first boundary at or after a stamp, as the index of the window that starts there. */
    public long firstFullAfter(long stamp90k) {
        return indexAt(stamp90k + cadence.ticks90k() - 1);
    }

    /** The 33 bits that a PES header carries at a window's start. */
    public Pts startPts(long index) {
        return Pts.wrapped(startOf(index));
    }
}
