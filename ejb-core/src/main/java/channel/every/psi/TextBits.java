package channel.every.psi;

/** The bits of a compressed text, the most significant of each byte first. */
final class TextBits {
    private final byte[] bytes;
    private int position;

    TextBits(byte[] bytes) {
        this.bytes = bytes;
    }

    int left() {
        return bytes.length * Byte.SIZE - position;
    }

    /** At most as many as are left, and 8. */
    int read(int count) {
        int value = 0;
        for (int end = position + count; position < end; position++) {
            value = value << 1 | bytes[position / Byte.SIZE] >>> 7 - position % Byte.SIZE & 1;
        }
        return value;
    }
}
