package channel.every.moq.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Fields of a message, one after the other. */
final class WireWriter {
    /** RFC 9000 16. */
    static final long LARGEST_VARINT = (1L << 62) - 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    WireWriter varint(long value) {
        if (value < 0 || value > LARGEST_VARINT) {
            throw new IllegalArgumentException("no 62-bit integer: " + value);
        }
        int power = value < 1 << 6 ? 0 : value < 1 << 14 ? 1 : value < 1 << 30 ? 2 : 3;
        int length = 1 << power;
        long marked = value | (long) power << 8 * length - 2;
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.write((int) (marked >>> shift));
        }
        return this;
    }

    WireWriter unsignedByte(int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("no byte: " + value);
        }
        out.write(value);
        return this;
    }

    WireWriter flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    WireWriter bytes(byte[] value) {
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Without a length before it. */
    WireWriter raw(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    WireWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
