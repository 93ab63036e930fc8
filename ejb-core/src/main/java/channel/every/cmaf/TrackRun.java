package channel.every.cmaf;

/** Sample durations of a {@code trun} (ISO/IEC 14496-12 8.8.8), by its own table or the default of its {@code tfhd} (8.8.7). */
final class TrackRun {
    private static final int TRUN_DATA_OFFSET = 0x000001;
    private static final int TRUN_FIRST_SAMPLE_FLAGS = 0x000004;
    private static final int TRUN_DURATION = 0x000100;
    private static final int TRUN_SIZE = 0x000200;
    private static final int TRUN_FLAGS = 0x000400;
    private static final int TRUN_COMPOSITION_OFFSET = 0x000800;

    private static final int TFHD_BASE_DATA_OFFSET = 0x000001;
    private static final int TFHD_DESCRIPTION_INDEX = 0x000002;
    private static final int TFHD_DURATION = 0x000008;

    private TrackRun() {}

    /** In ticks of the track. */
    static long duration(Box trun, Box tfhd) {
        long samples = samples(trun);
        if (!hasDurations(trun)) {
            return samples * defaultDuration(tfhd);
        }
        int at = firstEntry(trun);
        int stride = stride(trun);
        requireEntries(trun);
        long sum = 0;
        for (int sample = 0; sample < samples; sample++) {
            sum += trun.unsigned32(at + sample * stride);
        }
        return sum;
    }

    /** @throws MalformedBoxException if it is too short for the samples it announces */
    static void requireEntries(Box trun) {
        int room = trun.end() - firstEntry(trun);
        if (samples(trun) * stride(trun) > room) {
            throw new MalformedBoxException(
                    "box 'trun' announces " + samples(trun) + " samples of " + stride(trun) + " bytes, it has " + room
                            + " bytes",
                    trun.offset());
        }
    }

    static boolean hasDurations(Box trun) {
        return (trun.flags() & TRUN_DURATION) != 0;
    }

    static long samples(Box trun) {
        return trun.unsigned32(trun.payload() + Box.FULL_HEADER);
    }

    /** Offset of the first sample's entry; its duration comes first if there is one. */
    static int firstEntry(Box trun) {
        return trun.payload()
                + Box.FULL_HEADER
                + Integer.BYTES
                + fields(trun.flags(), TRUN_DATA_OFFSET, TRUN_FIRST_SAMPLE_FLAGS) * Integer.BYTES;
    }

    /** Bytes of a sample's entry. */
    static int stride(Box trun) {
        return fields(trun.flags(), TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_COMPOSITION_OFFSET) * Integer.BYTES;
    }

    /** Says that entries begin with a duration, and that the data lies so much further from the fragment's start. */
    static void announceDurations(byte[] bytes, Box trun, int growth) {
        BigEndian.store32(bytes, trun.payload(), BigEndian.unsigned32(bytes, trun.payload()) | TRUN_DURATION);
        if ((trun.flags() & TRUN_DATA_OFFSET) != 0) {
            int at = trun.payload() + Box.FULL_HEADER + Integer.BYTES;
            BigEndian.store32(bytes, at, BigEndian.unsigned32(bytes, at) + growth);
        }
    }

    /** Of samples without one of their own, in ticks of the track. */
    static long defaultDuration(Box tfhd) {
        int flags = tfhd.flags();
        if ((flags & TFHD_DURATION) == 0) {
            throw new MalformedBoxException("neither 'trun' nor 'tfhd' says how long a sample is", tfhd.offset());
        }
        int before = Integer.BYTES // track_ID
                + ((flags & TFHD_BASE_DATA_OFFSET) == 0 ? 0 : Long.BYTES)
                + ((flags & TFHD_DESCRIPTION_INDEX) == 0 ? 0 : Integer.BYTES);
        return tfhd.unsigned32(tfhd.payload() + Box.FULL_HEADER + before);
    }

    private static int fields(int flags, int... present) {
        int count = 0;
        for (int flag : present) {
            count += (flags & flag) == 0 ? 0 : 1;
        }
        return count;
    }
}
