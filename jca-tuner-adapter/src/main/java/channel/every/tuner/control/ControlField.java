package channel.every.tuner.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A tag and its value in a control frame (libhdhomerun, hdhomerun_pkt.h).
 *
 * @param tag 0 to 255
 * @param value as it stands in the frame
 */
public record ControlField(int tag, byte[] value) {
    public static final int DEVICE_TYPE = 0x01;
    public static final int DEVICE_ID = 0x02;
    public static final int GETSET_NAME = 0x03;
    public static final int GETSET_VALUE = 0x04;
    public static final int ERROR_MESSAGE = 0x05;
    public static final int TUNER_COUNT = 0x10;
    public static final int GETSET_LOCKKEY = 0x15;
    public static final int LINEUP_URL = 0x27;
    public static final int BASE_URL = 0x2A;
    public static final int MULTI_TYPE = 0x2D;

    public ControlField {
        if (tag < 0 || tag > 0xFF) {
            throw new IllegalArgumentException("tag must be 0 to 255: " + tag);
        }
        value = value.clone();
    }

    public static ControlField ofByte(int tag, int value) {
        return new ControlField(tag, new byte[] {(byte) value});
    }

    public static ControlField ofInt(int tag, int value) {
        return new ControlField(tag, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** With the NUL that devices send. */
    public static ControlField ofText(int tag, String text) {
        return new ControlField(tag, (text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** The value as text, up to the NUL that should be its last byte and may be anywhere or missing. */
    public String text() {
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.UTF_8);
    }

    /** The value as a 32-bit number. */
    public int number() throws MalformedFrameException {
        if (value.length != 4) {
            throw new MalformedFrameException("field 0x%02X has %d bytes, not 4".formatted(tag, value.length));
        }
        return ByteBuffer.wrap(value).getInt();
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ControlField field && tag == field.tag && Arrays.equals(value, field.value);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "0x%02X=%s".formatted(tag, HexFormat.of().formatHex(value));
    }
}
