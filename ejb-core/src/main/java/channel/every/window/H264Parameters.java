package channel.every.window;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a sequence parameter set says of the way to the picture order count in a slice (ISO/IEC 14496-10 7.3.2.1.1). */
record H264Parameters(boolean separatePlanes, int frameNumberBits, int orderType, int orderBits, boolean framesOnly) {
    private static final Set<Integer> WITH_CHROMA_FORMAT =
            Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

    private static final int MOST_BITS = 16;

    /** Null where the set is broken. */
    static @Nullable H264Parameters read(RbspBits bits) {
        int profile = bits.bits(8);
        bits.skip(16);
        bits.unsigned();
        boolean separate = WITH_CHROMA_FORMAT.contains(profile) && chroma(bits);
        int frameNumberBits = 4 + bits.unsigned();
        int orderType = bits.unsigned();
        int orderBits = orderType == 0 ? 4 + bits.unsigned() : 0;
        if (orderType == 1) {
            offsets(bits);
        }
        bits.unsigned();
        bits.bit();
        bits.unsigned();
        bits.unsigned();
        boolean framesOnly = bits.flag();
        boolean broken = bits.overrun() || frameNumberBits > MOST_BITS || orderBits > MOST_BITS || orderType > 2;
        return broken ? null : new H264Parameters(separate, frameNumberBits, orderType, orderBits, framesOnly);
    }

    /** Returns separate_colour_plane_flag. */
    private static boolean chroma(RbspBits bits) {
        int format = bits.unsigned();
        boolean separate = format == 3 && bits.flag();
        bits.unsigned();
        bits.unsigned();
        bits.bit();
        if (bits.flag()) {
            for (int list = 0; list < (format == 3 ? 12 : 8); list++) {
                if (bits.flag()) {
                    scalingList(bits, list < 6 ? 16 : 64);
                }
            }
        }
        return separate;
    }

    /** 7.3.2.1.1.1. */
    private static void scalingList(RbspBits bits, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = last + bits.signed() & 0xFF;
            last = next == 0 ? last : next;
        }
    }

    private static void offsets(RbspBits bits) {
        bits.bit();
        bits.signed();
        bits.signed();
        for (int count = bits.unsigned(); count > 0 && !bits.overrun(); count--) {
            bits.signed();
        }
    }
}
