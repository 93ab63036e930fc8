package channel.every.encode;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.window.WindowInput;

/**
 * Which AAC frames a window owns. Frame j holds the samples {@code [1024 j, 1024 (j + 1))} of the 48 kHz shared clock; a window
 * owns the frames that begin inside it, so that windows put end to end are gapless without an edit list.
 *
 * @param windowStart first sample of the window on the shared clock
 * @param firstFrame the first frame that begins at or after the window's start
 * @param endFrame the first frame that begins at or after the window's end
 */
public record AudioGrid(long windowStart, long firstFrame, long endFrame) {
    /** Samples of an AAC-LC frame (ISO/IEC 14496-3). */
    public static final int FRAME = 1024;

    /** Sample of the canonical input's window start: PTS 900000 is sample 480000. */
    public static final long INPUT_START = WindowInput.START_PTS * 48 / 90;

    /** Frames fed before the first owned one: from 2 on, the seam is as good as a continuous encode's; 4 leaves room. */
    private static final int PRIMING = 4;

    /** Frames fed after the last owned one: 2 keep the AAC window sequence legal over the seam; 3 leaves room. */
    private static final int LOOK_AHEAD = 3;

    public static AudioGrid of(ChunkIndex index, ChunkCadence cadence) {
        long start = index.startSamples48k(cadence);
        return new AudioGrid(start, Math.ceilDiv(start, FRAME), Math.ceilDiv(start + cadence.samples48k(), FRAME));
    }

    /** Frames the window owns: at 1001 ms 46 or 47. */
    public int frames() {
        return Math.toIntExact(endFrame - firstFrame);
    }

    /** First sample to feed the encoder, counted as the canonical input counts. */
    public long feedFrom() {
        return INPUT_START + FRAME * (firstFrame - PRIMING) - windowStart;
    }

    /** Sample after the last to feed the encoder, counted as the canonical input counts. */
    public long feedTo() {
        return INPUT_START + FRAME * (endFrame + LOOK_AHEAD) - windowStart;
    }

    /** First sample of the first owned frame, counted from the window's start. */
    public long keepFrom() {
        return FRAME * firstFrame - windowStart;
    }

    /** Sample after the last owned frame, counted from the window's start. */
    public long keepTo() {
        return FRAME * endFrame - windowStart;
    }
}
