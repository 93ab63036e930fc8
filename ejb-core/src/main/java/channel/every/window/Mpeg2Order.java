package channel.every.window;

import org.jspecify.annotations.Nullable;

/**
 * temporal_reference, which counts frames in the order of display from each group of pictures on (ISO/IEC 13818-2 6.3.9). A group
 * is shown behind the one before, so that the count goes on.
 */
final class Mpeg2Order implements DisplayOrder {
    private static final int PICTURE = 0x00;
    private static final int GROUP = 0xB8;
    private static final int MODULUS = 1 << 10;

    private static final int SEQUENCE = 0;

    private long group;
    private long last = -1;
    private long newest = -1;

    @Override
    public @Nullable Place next(byte[] bytes, int from, int end) {
        for (int at = RandomAccess.nextStartCode(bytes, from, end);
                at < end;
                at = RandomAccess.nextStartCode(bytes, at, end)) {
            int code = bytes[at] & 0xFF;
            if (code == GROUP) {
                group = newest + 1;
                last = -1;
            }
            if (code == PICTURE) {
                return at + 2 < end ? place((bytes[at + 1] & 0xFF) << 2 | bytes[at + 2] >>> 6 & 3) : null;
            }
        }
        return null;
    }

    /** Both fields of a frame have the same reference. */
    private @Nullable Place place(int reference) {
        long order = last < 0 ? group + reference : group + DisplayOrder.unwrapped(reference, MODULUS, last - group);
        if (order == last) {
            return null;
        }
        last = order;
        newest = Math.max(newest, order);
        return new Place(SEQUENCE, order);
    }
}
