package channel.every.window;

import org.jspecify.annotations.Nullable;

/** Reads where pictures are shown from the elementary stream itself, for pictures whose PES packet does not tell their time. */
interface DisplayOrder {
    /**
     * Where a picture is shown among those of its sequence.
     *
     * @param sequence orders of different sequences cannot be compared
     * @param order grows in proportion to the time of display
     */
    record Place(int sequence, long order) {}

    static DisplayOrder of(VideoCodec codec) {
        return switch (codec) {
            case MPEG2 -> new Mpeg2Order();
            case H264 -> new H264Order();
            case HEVC -> new HevcOrder();
        };
    }

    /**
     * The place of the first picture in the next PES packet, in the order of decoding from a random access point on; null where none
     * begins, for the second field of a frame, and where the stream does not say.
     *
     * @param from first byte of the elementary stream
     */
    @Nullable
    Place next(byte[] bytes, int from, int end);

    /** What a count with few bits stands for, nearest to one before it. */
    static long unwrapped(int count, int modulus, long before) {
        long difference = Math.floorMod(count - before, (long) modulus);
        return before + (difference < modulus / 2 ? difference : difference - modulus);
    }
}
