package channel.every.moq.wire;

import java.io.ByteArrayOutputStream;

/** How an integer of one to nine bytes tells its length in its first. */
public enum Varint {
    /** RFC 9000 16: by two bits, as 1, 2, 4 or 8 bytes; 62 bits at most. Of QUIC, moq-lite and qmux. */
    TWO_BITS {
        @Override
        int length(byte first) {
            return 1 << ((first & 0xC0) >> 6);
        }

        @Override
        long read(byte[] bytes, int at, int length) {
            return following(bytes, at, length, bytes[at] & 0x3F);
        }

        @Override
        int size(long value) {
            if (value >> 62 != 0) {
                throw new IllegalArgumentException("no 62-bit integer: " + value);
            }
            return value < 1 << 6 ? 1 : value < 1 << 14 ? 2 : value < 1 << 30 ? 4 : 8;
        }

        @Override
        long mark(int length) {
            return (long) Integer.numberOfTrailingZeros(length) << 8 * length - 2;
        }
    },

    /** draft-ietf-moq-transport-18 1.4.1: by the ones it begins with, one less than its bytes; 64 bits in nine. */
    LEADING_ONES {
        @Override
        int length(byte first) {
            return Math.min(8, Integer.numberOfLeadingZeros(~first << 24)) + 1;
        }

        @Override
        long read(byte[] bytes, int at, int length) {
            return following(bytes, at, length, bytes[at] & 0xFF >> length);
        }

        /** As @moq/net writes it, which has no form of seven bytes: drafts before 18 did not. */
        @Override
        int size(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("no 63-bit integer: " + value);
            }
            int bits = 64 - Long.numberOfLeadingZeros(value);
            return bits <= 42 ? Math.max(1, (bits + 6) / 7) : bits <= 56 ? 8 : 9;
        }

        @Override
        long mark(int length) {
            return length == 9 ? 0 : (0xFFL << 9 - length & 0xFF) << 8 * (length - 1);
        }
    };

    /** Of all its bytes, by the first. */
    abstract int length(byte first);

    /** @return negative if it has more than 63 bits */
    abstract long read(byte[] bytes, int at, int length);

    /** @throws IllegalArgumentException if there is no form of it */
    abstract int size(long value);

    /** The bits that tell the length, above the value's. */
    abstract long mark(int length);

    void write(long value, ByteArrayOutputStream out) {
        int length = size(value);
        if (length == 9) {
            out.write(0xFF);
        }
        long marked = value | mark(length);
        for (int shift = 8 * (Math.min(length, 8) - 1); shift >= 0; shift -= 8) {
            out.write((int) (marked >>> shift));
        }
    }

    private static long following(byte[] bytes, int at, int length, int first) {
        long value = first;
        for (int i = 1; i < length; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }
}
