package channel.every.tuner.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A frame of the HDHomeRun discovery and control protocol, UDP and TCP port 65001 (libhdhomerun, hdhomerun_pkt.c): type and payload
 * length as 16 bits big-endian, tagged fields, CRC-32 of all that little-endian.
 */
public record ControlFrame(FrameType type, List<ControlField> fields) {
    /** With its eight bytes of frame it fits an Ethernet packet. */
    static final int MAX_PAYLOAD_BYTES = 1452;

    private static final int HEADER_BYTES = 4;
    private static final int CRC_BYTES = 4;

    /** Lengths up to here take one byte, others two: the low seven bits with the top bit set, then the rest. */
    private static final int MAX_SHORT_LENGTH = 0x7F;

    public ControlFrame {
        fields = List.copyOf(fields);
    }

    /** The first field with {@code tag}; fields nobody asks for are skipped, as the protocol demands. */
    public Optional<ControlField> field(int tag) {
        return fields.stream().filter(f -> f.tag() == tag).findFirst();
    }

    public byte[] encode() {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + MAX_PAYLOAD_BYTES + CRC_BYTES);
        frame.position(HEADER_BYTES);
        for (ControlField field : fields) {
            byte[] value = field.value();
            int tagAndLength = value.length > MAX_SHORT_LENGTH ? 3 : 2;
            if (tagAndLength + value.length > frame.remaining() - CRC_BYTES) {
                throw new IllegalArgumentException("fields exceed " + MAX_PAYLOAD_BYTES + " bytes at " + field);
            }
            frame.put((byte) field.tag());
            if (value.length > MAX_SHORT_LENGTH) {
                frame.put((byte) (value.length & MAX_SHORT_LENGTH | 0x80)).put((byte) (value.length >> 7));
            } else {
                frame.put((byte) value.length);
            }
            frame.put(value);
        }
        int end = frame.position();
        frame.putShort(0, (short) type.code()).putShort(2, (short) (end - HEADER_BYTES));
        frame.order(ByteOrder.LITTLE_ENDIAN).putInt(crc(frame.array(), end));
        return Arrays.copyOf(frame.array(), end + CRC_BYTES);
    }

    /**
     * Reads the next frame of a TCP connection; empty when the connection ended before it.
     *
     * @throws MalformedFrameException when the bytes are no frame; what follows on the connection cannot be told apart any more
     * @throws EOFException when the connection ends within the frame
     */
    public static Optional<ControlFrame> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        byte[] head = {(byte) first, 0, 0, 0};
        require(in.readNBytes(head, 1, HEADER_BYTES - 1), HEADER_BYTES - 1);
        int length = (head[2] & 0xFF) << 8 | head[3] & 0xFF;
        if (length > MAX_PAYLOAD_BYTES) {
            throw new MalformedFrameException(
                    "payload length " + length + " at byte 2 is more than " + MAX_PAYLOAD_BYTES);
        }
        byte[] frame = Arrays.copyOf(head, HEADER_BYTES + length + CRC_BYTES);
        require(in.readNBytes(frame, HEADER_BYTES, length + CRC_BYTES), length + CRC_BYTES);
        return Optional.of(decode(frame));
    }

    private static void require(int read, int wanted) throws EOFException {
        if (read < wanted) {
            throw new EOFException("closed the connection " + (wanted - read) + " bytes before the end of a frame");
        }
    }

    /** Reads the one frame that {@code bytes} are. */
    public static ControlFrame decode(byte[] bytes) throws MalformedFrameException {
        if (bytes.length < HEADER_BYTES + CRC_BYTES) {
            throw new MalformedFrameException("frame of " + bytes.length + " bytes is shorter than an empty one");
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        int code = frame.getShort() & 0xFFFF;
        int length = frame.getShort() & 0xFFFF;
        if (length > MAX_PAYLOAD_BYTES || length != bytes.length - HEADER_BYTES - CRC_BYTES) {
            throw new MalformedFrameException(
                    "payload length " + length + " at byte 2 does not fit a frame of " + bytes.length + " bytes");
        }
        int end = HEADER_BYTES + length;
        int told = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        int computed = crc(bytes, end);
        if (told != computed) {
            throw new MalformedFrameException(
                    "CRC %08X at byte %d, but the bytes have %08X".formatted(told, end, computed));
        }
        FrameType type = FrameType.of(code)
                .orElseThrow(() -> new MalformedFrameException("frame type " + code + " at byte 0 is unknown"));
        return new ControlFrame(type, fields(frame.limit(end)));
    }

    private static List<ControlField> fields(ByteBuffer payload) throws MalformedFrameException {
        List<ControlField> fields = new ArrayList<>();
        while (payload.hasRemaining()) {
            int at = payload.position();
            int tag = payload.get() & 0xFF;
            int length = length(payload, at);
            if (length > payload.remaining()) {
                throw new MalformedFrameException("field 0x%02X at byte %d has length %d, but %d bytes are left"
                        .formatted(tag, at, length, payload.remaining()));
            }
            byte[] value = new byte[length];
            payload.get(value);
            fields.add(new ControlField(tag, value));
        }
        return fields;
    }

    private static int length(ByteBuffer payload, int at) throws MalformedFrameException {
        if (!payload.hasRemaining()) {
            throw new MalformedFrameException("field at byte " + at + " has no length");
        }
        int first = payload.get() & 0xFF;
        if (first <= MAX_SHORT_LENGTH) {
            return first;
        }
        if (!payload.hasRemaining()) {
            throw new MalformedFrameException("field at byte " + at + " has half a length");
        }
        return first & MAX_SHORT_LENGTH | (payload.get() & 0xFF) << 7;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
