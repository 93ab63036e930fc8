package channel.every.moq.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one message whose bytes are all there, in order; what does not fit is refused by its name. */
final class WireReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    WireReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** RFC 9000 16: how many bytes the integer has that begins with this one. */
    static int varintLength(byte first) {
        return 1 << ((first & 0xC0) >> 6);
    }

    long varint(String field) throws MalformedMessageException {
        need(1, field);
        int length = varintLength(bytes[at]);
        need(length, field);
        long value = bytes[at++] & 0x3F;
        for (int i = 1; i < length; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    /** A count or length that bounds what is read next, so it is held against what there is. */
    int size(String field) throws MalformedMessageException {
        long value = varint(field);
        if (value > end - at) {
            throw new MalformedMessageException(field + " is " + value + " where " + (end - at) + " bytes are left");
        }
        return (int) value;
    }

    int unsignedByte(String field) throws MalformedMessageException {
        need(1, field);
        return bytes[at++] & 0xFF;
    }

    boolean flag(String field) throws MalformedMessageException {
        int value = unsignedByte(field);
        if (value > 1) {
            throw new MalformedMessageException(field + " is neither 0 nor 1: " + value);
        }
        return value == 1;
    }

    byte[] bytes(String field) throws MalformedMessageException {
        int length = size(field);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text(String field) throws MalformedMessageException {
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

    void end(String message) throws MalformedMessageException {
        if (at != end) {
            throw new MalformedMessageException(message + " goes on for " + (end - at) + " bytes after its last field");
        }
    }

    private void need(int count, String field) throws MalformedMessageException {
        if (end - at < count) {
            throw new MalformedMessageException("the message ends within " + field);
        }
    }
}
