package channel.every.window;

/**
 * Reads the bits of a NAL unit without its emulation prevention bytes (ISO/IEC 14496-10 7.3.1, 9.1; ISO/IEC 23008-2 7.3.1.1, 9.2).
 * Behind the end there are zeros, and {@link #overrun} says so.
 */
final class RbspBits {
    private static final int LONGEST_PREFIX = 31;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int zeros;
    private int current;
    private int left;
    private boolean overrun;

    /** @param from first byte behind the NAL unit's header */
    RbspBits(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int bit() {
        if (left == 0) {
            current = nextByte();
            left = 8;
        }
        return current >>> --left & 1;
    }

    boolean flag() {
        return bit() == 1;
    }

    /** Up to 31 bits. */
    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** ue(v); a prefix that is too long reads as an overrun. */
    int unsigned() {
        int prefix = 0;
        while (!overrun && bit() == 0) {
            if (++prefix > LONGEST_PREFIX) {
                overrun = true;
            }
        }
        return overrun ? 0 : (int) ((1L << prefix) - 1 + bits(prefix)) & Integer.MAX_VALUE;
    }

    /** se(v). */
    int signed() {
        int code = unsigned();
        return (code & 1) == 1 ? (code >>> 1) + 1 : -(code >>> 1);
    }

    boolean overrun() {
        return overrun;
    }

    private int nextByte() {
        if (zeros >= 2 && at < end && bytes[at] == 3) {
            at++;
            zeros = 0;
        }
        if (at >= end) {
            overrun = true;
            return 0;
        }
        int value = bytes[at++] & 0xFF;
        zeros = value == 0 ? zeros + 1 : 0;
        return value;
    }
}
