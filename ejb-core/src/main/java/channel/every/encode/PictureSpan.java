package channel.every.encode;

import channel.every.clock.ChunkCadence;
import channel.every.cmaf.Fragment;
import channel.every.cmaf.SampleStretch;
import channel.every.window.FrameRate;
import channel.every.window.WindowInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The stretch of time that a window's pictures have to fill so that it meets its neighbours, in 90 kHz ticks from its start. It
 * reaches from one seam to the next; a seam is the first picture at or after a boundary, or, where the source has a hole there,
 * as far behind it as a canonical input goes. Both neighbours have these pictures in their input and find the same seam.
 */
public record PictureSpan(long from, long to) {
    /** A gap of less than three quarters of a picture is a field or rounding. */
    private static final int TOLERANCE_QUARTERS = 3;

    /** Empty where pictures do not tell their time: then holes stay. */
    public static Optional<PictureSpan> of(WindowInput input, ChunkCadence cadence) {
        long[] stamps = input.pictureStamps();
        return stamps.length == 0
                ? Optional.empty()
                : Optional.of(new PictureSpan(seam(stamps, 0), seam(stamps, cadence.ticks90k())));
    }

    private static long seam(long[] stamps, long boundary) {
        long farthest = boundary + WindowInput.PICTURES_BEHIND;
        return LongStream.of(stamps)
                .filter(stamp -> stamp >= boundary && stamp < farthest)
                .findFirst()
                .orElse(farthest);
    }

    /**
     * Stretches the first and the last sample over a hole at either seam; without one the fragments stay as they are.
     *
     * @param fragments of a 90 kHz track, timed from the window's start
     */
    public List<Fragment> fill(List<Fragment> fragments, FrameRate rate) {
        if (fragments.isEmpty()) {
            return fragments;
        }
        long tolerance = 90_000L * rate.denominator() * TOLERANCE_QUARTERS / (4L * rate.numerator());
        List<Fragment> filled = new ArrayList<>(fragments);
        long before = fragments.getFirst().decodeTime() - from;
        long after = to - fragments.getLast().decodeTime() - fragments.getLast().duration();
        if (before > tolerance) {
            filled.set(0, new SampleStretch(before, 0).apply(filled.getFirst()));
        }
        if (after > tolerance) {
            filled.set(filled.size() - 1, new SampleStretch(0, after).apply(filled.getLast()));
        }
        return filled;
    }
}
