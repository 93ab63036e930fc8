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
        int flags = trun.flags();
        int at = trun.payload() + Box.FULL_HEADER;
        long samples = trun.unsigned32(at);
        if ((flags & TRUN_DURATION) == 0) {
            return samples * defaultDuration(tfhd);
        }
        at += Integer.BYTES + fields(flags, TRUN_DATA_OFFSET, TRUN_FIRST_SAMPLE_FLAGS) * Integer.BYTES;
        int stride = fields(flags, TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_COMPOSITION_OFFSET) * Integer.BYTES;
        if (samples * stride > trun.end() - at) {
            throw new MalformedBoxException(
                    "box 'trun' announces " + samples + " samples of " + stride + " bytes, it has " + (trun.end() - at)
                            + " bytes",
                    trun.offset());
        }
        long sum = 0;
        for (int sample = 0; sample < samples; sample++) {
            sum += trun.unsigned32(at + sample * stride);
        }
        return sum;
    }

    private static long defaultDuration(Box tfhd) {
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
