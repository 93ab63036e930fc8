package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;

/** RFC 9000 16: an integer of 62 bits whose first two bits tell its length; read a byte at a time, since streams are cut anywhere. */
final class Varint {
    static final long LARGEST = (1L << 62) - 1;

    private int missing;
    private boolean begun;
    private long value;

    /** Takes the next byte; true once the integer is whole. The one after begins another. */
    boolean take(byte next) {
        if (begun) {
            value = value << 8 | next & 0xFF;
            missing--;
        } else {
            begun = true;
            missing = (1 << ((next & 0xC0) >> 6)) - 1;
            value = next & 0x3F;
        }
        begun = missing > 0;
        return missing == 0;
    }

    long value() {
        return value;
    }

    /** Whether some of its bytes are there and some are not. */
    boolean begun() {
        return begun;
    }

    static void write(long value, ByteArrayOutputStream out) {
        if (value < 0 || value > LARGEST) {
            throw new IllegalArgumentException("no 62-bit integer: " + value);
        }
        int power = value < 1 << 6 ? 0 : value < 1 << 14 ? 1 : value < 1 << 30 ? 2 : 3;
        int length = 1 << power;
        long marked = value | (long) power << 8 * length - 2;
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.write((int) (marked >>> shift));
        }
    }
}
