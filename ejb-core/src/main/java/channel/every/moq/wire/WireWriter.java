package channel.every.moq.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Fields of a message, one after the other. */
public final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Varint form;

    public WireWriter(Varint form) {
        this.form = form;
    }

    public WireWriter varint(long value) {
        form.write(value, out);
        return this;
    }

    public WireWriter unsignedByte(int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("no byte: " + value);
        }
        out.write(value);
        return this;
    }

    public WireWriter flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    public WireWriter bytes(byte[] value) {
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    public WireWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Without a length before it. */
    public WireWriter raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    public WireWriter raw(byte[] value, int offset, int length) {
        out.write(value, offset, length);
        return this;
    }

    public WireWriter unsignedShort(int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("no 16-bit integer: " + value);
        }
        return unsignedByte(value >> 8).unsignedByte(value & 0xFF);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
