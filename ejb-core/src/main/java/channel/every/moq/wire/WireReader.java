package channel.every.moq.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one message whose bytes are all there, in order; what does not fit is refused by its name. */
public final class WireReader {
    private final Varint form;
    private final byte[] bytes;
    private final int end;
    private int at;

    public WireReader(Varint form, byte[] bytes, int offset, int length) {
        this.form = form;
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    public long varint(String field) throws MalformedMessageException {
        need(1, field);
        int length = form.length(bytes[at]);
        need(length, field);
        long value = form.read(bytes, at, length);
        if (value < 0) {
            throw new MalformedMessageException(field + " has more than 63 bits");
        }
        at += length;
        return value;
    }

    /** A count or length that bounds what is read next, so it is held against what there is. */
    public int size(String field) throws MalformedMessageException {
        long value = varint(field);
        if (value > end - at) {
            throw new MalformedMessageException(field + " is " + value + " where " + (end - at) + " bytes are left");
        }
        return (int) value;
    }

    public int unsignedByte(String field) throws MalformedMessageException {
        need(1, field);
        return bytes[at++] & 0xFF;
    }

    /** Whether a byte follows whose first bit is set; it is not read. */
    boolean highBitFollows() {
        return left() > 0 && (bytes[at] & 0x80) != 0;
    }

    public boolean flag(String field) throws MalformedMessageException {
        int value = unsignedByte(field);
        if (value > 1) {
            throw new MalformedMessageException(field + " is neither 0 nor 1: " + value);
        }
        return value == 1;
    }

    public int unsignedShort(String field) throws MalformedMessageException {
        return unsignedByte(field) << 8 | unsignedByte(field);
    }

    public byte[] bytes(String field) throws MalformedMessageException {
        int length = size(field);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public String text(String field) throws MalformedMessageException {
        int length = size(field);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(field + " is not UTF-8");
        }
    }

    public void end(String message) throws MalformedMessageException {
        if (at != end) {
            throw new MalformedMessageException(message + " goes on for " + (end - at) + " bytes after its last field");
        }
    }

    public int left() {
        return end - at;
    }

    /** The next {@code length} bytes, as fields of their own. */
    public WireReader part(int length, String field) throws MalformedMessageException {
        need(length, field);
        at += length;
        return new WireReader(form, bytes, at - length, length);
    }

    /** What is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    private void need(int count, String field) throws MalformedMessageException {
        if (end - at < count) {
            throw new MalformedMessageException("the message ends within " + field);
        }
    }
}
