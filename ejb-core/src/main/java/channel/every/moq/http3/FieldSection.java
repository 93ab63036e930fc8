package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 9204 4.5: the head of a request or response. We tell peers that our dynamic table has no room, so that all they send stands in the
 * static table or is written out; we write out all of ours.
 */
final class FieldSection {
    /** Told to peers (RFC 9114 7.2.4.1): a request's path and token of 8192 characters, and as much again for what else a browser says. */
    static final int MOST_BYTES = 16 * 1024;

    /** RFC 9114 4.2.2: what a field counts beside its characters. */
    private static final int FIELD_BYTES = 32;

    private final byte[] bytes;
    private int at;
    private int decodedBytes;

    private FieldSection(byte[] bytes) {
        this.bytes = bytes;
    }

    static List<Field> decode(byte[] bytes) throws Http3Exception {
        return new FieldSection(bytes).fields();
    }

    private List<Field> fields() throws Http3Exception {
        if (integer(8) != 0) {
            throw failed("asks for the dynamic table, which has no room");
        }
        integer(7);
        List<Field> fields = new ArrayList<>();
        while (at < bytes.length) {
            Field field = field(bytes[at]);
            decodedBytes += field.name().length() + field.value().length() + FIELD_BYTES;
            if (decodedBytes > MOST_BYTES) {
                throw Http3Exception.ofStream(
                        Codes.EXCESSIVE_LOAD, "fields come to more than " + MOST_BYTES + " bytes");
            }
            fields.add(field);
        }
        return fields;
    }

    private Field field(byte first) throws Http3Exception {
        if ((first & 0x80) != 0) {
            need((first & 0x40) != 0);
            return StaticTable.field(integer(6));
        }
        if ((first & 0x40) != 0) {
            need((first & 0x10) != 0);
            return new Field(StaticTable.field(integer(4)).name(), text(7));
        }
        need((first & 0x20) != 0);
        String name = text(3);
        return new Field(name, text(7));
    }

    private void need(boolean statically) throws Http3Exception {
        if (!statically) {
            throw failed("refers to the dynamic table, which is empty");
        }
    }

    /** 4.1.2: a length in so many bits of the first byte, and the bit before them tells whether Huffman's code was used. */
    private String text(int bits) throws Http3Exception {
        if (at == bytes.length) {
            throw failed("ends before a string");
        }
        boolean coded = (bytes[at] >> bits & 1) != 0;
        long length = integer(bits);
        if (length > bytes.length - at) {
            throw failed("has a string of " + length + " bytes where " + (bytes.length - at) + " are left");
        }
        int from = at;
        at += (int) length;
        byte[] plain = coded ? Huffman.decode(bytes, from, (int) length) : null;
        return plain == null
                ? new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1)
                : new String(plain, StandardCharsets.ISO_8859_1);
    }

    /** RFC 7541 5.1. */
    private long integer(int bits) throws Http3Exception {
        if (at == bytes.length) {
            throw failed("ends before an integer");
        }
        int all = (1 << bits) - 1;
        long value = bytes[at++] & all;
        if (value < all) {
            return value;
        }
        for (int shift = 0; shift <= 28; shift += 7) {
            if (at == bytes.length) {
                throw failed("ends within an integer");
            }
            byte next = bytes[at++];
            value += (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw failed("has an integer of more than 32 bits");
    }

    private Http3Exception failed(String how) {
        return Http3Exception.ofConnection(Codes.DECOMPRESSION_FAILED, "the field section " + how);
    }

    /** A HEADERS frame. */
    static byte[] frame(List<Field> fields) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.write(0);
        section.write(0);
        for (Field field : fields) {
            text(field.name(), 0x20, 3, section);
            text(field.value(), 0, 7, section);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        Varint.write(FrameReader.HEADERS, frame);
        Varint.write(section.size(), frame);
        frame.writeBytes(section.toByteArray());
        return frame.toByteArray();
    }

    private static void text(String text, int flags, int bits, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int all = (1 << bits) - 1;
        if (bytes.length < all) {
            out.write(flags | bytes.length);
        } else {
            out.write(flags | all);
            int rest = bytes.length - all;
            for (; rest > 0x7F; rest >>>= 7) {
                out.write(0x80 | rest & 0x7F);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }
}
