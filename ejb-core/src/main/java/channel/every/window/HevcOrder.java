package channel.every.window;

import org.jspecify.annotations.Nullable;

/** The picture order count of HEVC (ISO/IEC 23008-2 8.3.1). */
final class HevcOrder implements DisplayOrder {
    private static final int LAST_SLICE = 31;
    private static final int FIRST_ACCESS = 16;
    private static final int LAST_ACCESS = 23;
    private static final int LAST_BROKEN_LINK = 18;
    private static final int LAST_IDR = 20;
    private static final int SPS = 33;
    private static final int PPS = 34;

    private int orderBits;
    private boolean separatePlanes;
    private boolean outputFlag;
    private int extraBits;
    private int sequence;
    private long reference;

    @Override
    public @Nullable Place next(byte[] bytes, int from, int end) {
        for (int at = RandomAccess.nextStartCode(bytes, from, end);
                at < end;
                at = RandomAccess.nextStartCode(bytes, at, end)) {
            int type = bytes[at] >>> 1 & 0x3F;
            RbspBits bits = new RbspBits(bytes, at + 2, end);
            if (type == SPS) {
                sequenceParameters(bits);
            } else if (type == PPS) {
                pictureParameters(bits);
            } else if (type <= LAST_SLICE) {
                return orderBits == 0 || at + 1 >= end ? null : picture(type, bytes[at + 1] & 7, bits);
            }
        }
        return null;
    }

    /** 7.3.2.2.1, up to the length of the count. */
    private void sequenceParameters(RbspBits bits) {
        bits.skip(4);
        int layers = bits.bits(3);
        bits.skip(1 + 96);
        int present = bits.bits(2 * layers);
        bits.skip(layers > 0 ? 2 * (8 - layers) : 0);
        for (int layer = layers - 1; layer >= 0; layer--) {
            int flags = present >>> 2 * layer;
            bits.skip(((flags & 2) != 0 ? 88 : 0) + ((flags & 1) != 0 ? 8 : 0));
        }
        bits.unsigned();
        separatePlanes = bits.unsigned() == 3 && bits.flag();
        bits.unsigned();
        bits.unsigned();
        if (bits.flag()) {
            for (int edge = 0; edge < 4; edge++) {
                bits.unsigned();
            }
        }
        bits.unsigned();
        bits.unsigned();
        int length = 4 + bits.unsigned();
        orderBits = bits.overrun() || length > 16 ? 0 : length;
    }

    /** 7.3.2.3.1. */
    private void pictureParameters(RbspBits bits) {
        bits.unsigned();
        bits.unsigned();
        bits.bit();
        outputFlag = bits.flag();
        extraBits = bits.bits(3);
    }

    /** 7.3.6.1, up to slice_pic_order_cnt_lsb. */
    private @Nullable Place picture(int type, int temporalIdPlusOne, RbspBits bits) {
        if (!bits.flag()) {
            return null;
        }
        bits.skip(type >= FIRST_ACCESS && type <= LAST_ACCESS ? 1 : 0);
        bits.unsigned();
        bits.skip(extraBits);
        bits.unsigned();
        bits.skip((outputFlag ? 1 : 0) + (separatePlanes ? 2 : 0));
        if (type >= FIRST_ACCESS && type <= LAST_IDR) {
            boolean counted = type <= LAST_BROKEN_LINK;
            sequence++;
            reference = counted ? bits.bits(orderBits) : 0;
            return bits.overrun() ? null : new Place(sequence, reference);
        }
        long order = DisplayOrder.unwrapped(bits.bits(orderBits), 1 << orderBits, reference);
        // 8.3.1: RADL and RASL pictures (6 to 9), and even types below 16, are nobody's reference
        boolean refers = temporalIdPlusOne == 1 && (type >= FIRST_ACCESS || type % 2 == 1) && (type < 6 || type > 9);
        if (refers) {
            reference = order;
        }
        return bits.overrun() ? null : new Place(sequence, order);
    }
}
