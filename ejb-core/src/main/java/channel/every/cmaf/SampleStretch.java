package channel.every.cmaf;

import java.util.List;

/**
 * Lets the first sample of a fragment begin earlier and the last one end later, so that fragments on both sides of a hole in the
 * source meet. A {@code trun} without durations of its own gets a table of them (ISO/IEC 14496-12 8.8.8).
 *
 * @param beforeTicks by which the first sample begins earlier, in ticks of the track
 * @param afterTicks by which the last sample ends later, in ticks of the track
 */
public record SampleStretch(long beforeTicks, long afterTicks) {
    public SampleStretch {
        if (beforeTicks < 0 || afterTicks < 0) {
            throw new IllegalArgumentException(
                    "a sample is stretched, never shortened: " + beforeTicks + ", " + afterTicks);
        }
    }

    /** A copy of {@code fragment} that covers so much more. It must have one {@code trun}. */
    public Fragment apply(Fragment fragment) {
        if (beforeTicks == 0 && afterTicks == 0) {
            return fragment;
        }
        byte[] bytes = withDurations(fragment.bytes().clone());
        Box moof = Box.at(bytes, 0, bytes.length);
        Box trun = onlyRun(moof.child("traf"));
        int first = TrackRun.firstEntry(trun);
        int last = first + ((int) TrackRun.samples(trun) - 1) * TrackRun.stride(trun);
        lengthen(bytes, first, beforeTicks);
        lengthen(bytes, last, afterTicks);
        Fragment longer = new Fragment(
                bytes,
                fragment.sequence(),
                fragment.decodeTime(),
                fragment.timescale(),
                fragment.duration() + beforeTicks + afterTicks);
        return new TfdtRewriter(fragment.sequence(), -beforeTicks).rewrite(longer);
    }

    private static void lengthen(byte[] bytes, int at, long ticks) {
        BigEndian.store32(bytes, at, Math.toIntExact(BigEndian.unsigned32(bytes, at) + ticks));
    }

    private static Box onlyRun(Box traf) {
        Box trun = traf.child("trun");
        if (TrackRun.samples(trun) == 0) {
            throw new MalformedBoxException("box 'trun' has no sample", trun.offset());
        }
        TrackRun.requireEntries(trun);
        return trun;
    }

    /** Four bytes more for each sample, for which every box around them and the offset of the data make room. */
    private static byte[] withDurations(byte[] bytes) {
        Box moof = Box.at(bytes, 0, bytes.length);
        Box traf = moof.child("traf");
        Box trun = onlyRun(traf);
        if (TrackRun.hasDurations(trun)) {
            return bytes;
        }
        long duration = TrackRun.defaultDuration(traf.child("tfhd"));
        int samples = (int) TrackRun.samples(trun);
        int growth = samples * Integer.BYTES;
        int stride = TrackRun.stride(trun);
        int from = TrackRun.firstEntry(trun);
        byte[] longer = new byte[bytes.length + growth];
        System.arraycopy(bytes, 0, longer, 0, from);
        for (int sample = 0; sample < samples; sample++) {
            int to = from + sample * (stride + Integer.BYTES);
            BigEndian.store32(longer, to, duration);
            System.arraycopy(bytes, from + sample * stride, longer, to + Integer.BYTES, stride);
        }
        System.arraycopy(bytes, trun.end(), longer, trun.end() + growth, bytes.length - trun.end());
        for (Box box : List.of(moof, traf, trun)) {
            lengthen(longer, box.offset(), growth);
        }
        TrackRun.announceDurations(longer, trun, growth);
        return longer;
    }
}
