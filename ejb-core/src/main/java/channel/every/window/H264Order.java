package channel.every.window;

import org.jspecify.annotations.Nullable;

/** The picture order count of H.264 (ISO/IEC 14496-10 8.2.1), without memory management operation 5, which broadcasts do not use. */
final class H264Order implements DisplayOrder {
    private static final int SLICE = 1;
    private static final int PARTITION = 2;
    private static final int IDR = 5;
    private static final int SPS = 7;

    private @Nullable H264Parameters parameters;
    private int sequence;
    private long reference;
    private boolean fieldBefore;
    private int frameBefore = -1;
    private long decoded;

    @Override
    public @Nullable Place next(byte[] bytes, int from, int end) {
        for (int at = RandomAccess.nextStartCode(bytes, from, end);
                at < end;
                at = RandomAccess.nextStartCode(bytes, at, end)) {
            int type = bytes[at] & 0x1F;
            if (type == SPS) {
                parameters = H264Parameters.read(new RbspBits(bytes, at + 1, end));
            } else if (type == SLICE || type == PARTITION || type == IDR) {
                H264Parameters known = parameters;
                return known == null ? null : picture(bytes[at], new RbspBits(bytes, at + 1, end), known);
            }
        }
        return null;
    }

    /** 7.3.3, up to the picture order count. */
    private @Nullable Place picture(int header, RbspBits bits, H264Parameters with) {
        boolean idr = (header & 0x1F) == IDR;
        bits.unsigned();
        bits.unsigned();
        bits.unsigned();
        bits.skip(with.separatePlanes() ? 2 : 0);
        int frame = bits.bits(with.frameNumberBits());
        boolean field = !with.framesOnly() && bits.flag();
        boolean second = field && bits.flag() && fieldBefore && frame == frameBefore;
        fieldBefore = field && !second;
        frameBefore = frame;
        if (idr) {
            bits.unsigned();
            sequence++;
            reference = 0;
        }
        long order = switch (with.orderType()) {
            case 0 -> DisplayOrder.unwrapped(bits.bits(with.orderBits()), 1 << with.orderBits(), reference);
            // type 2: shown as decoded
            case 2 -> decoded++;
            default -> -1;
        };
        if (bits.overrun() || with.orderType() == 1) {
            return null;
        }
        if ((header & 0x60) != 0) {
            reference = order;
        }
        return second ? null : new Place(sequence, order);
    }
}
