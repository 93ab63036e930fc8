package channel.every.psi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** multiple_string_structure: a text in several languages, each in segments of their own coding (A/65 6.10). */
final class AtscText {
    /** compression_type (A/65 table 6.40), as the next two. */
    private static final int UNCOMPRESSED = 0;

    private static final int TITLE_CODE = 1;
    private static final int DESCRIPTION_CODE = 2;

    /** Mode 0x3F: UTF-16, big-endian. Modes up to 0x33 name the upper byte of a Unicode page instead. */
    private static final int UTF_16 = 0x3F;

    /** Mode 0x3E: {@link ScsuText}. */
    private static final int SCSU = 0x3E;

    private static final int LAST_PAGE = 0x33;
    private static final int LONGEST_SEGMENT = 254;

    private AtscText() {}

    /** The text in the first language of which every segment is in a coding that is read here; empty without one. */
    static String read(SectionCursor body) throws MalformedSectionException {
        if (body.remaining() == 0) {
            return "";
        }
        String text = null;
        int strings = body.u8("number_strings");
        for (int string = 0; string < strings; string++) {
            body.part("ISO_639_language_code", 3);
            String found = readString(body);
            text = text == null ? found : text;
        }
        return text == null ? "" : text;
    }

    /** A/65 6.10: a string with a segment in a mode that is not known is passed over; null for such a one. */
    private static @Nullable String readString(SectionCursor body) throws MalformedSectionException {
        StringBuilder text = new StringBuilder();
        boolean known = true;
        int segments = body.u8("number_segments");
        for (int segment = 0; segment < segments; segment++) {
            int compression = body.u8("compression_type");
            int mode = body.u8("mode");
            byte[] bytes = body.bytes("number_bytes", body.u8("number_bytes"));
            String part = decode(compression, mode, bytes);
            if (part == null) {
                known = false;
            } else {
                text.append(part);
            }
        }
        return known ? text.toString() : null;
    }

    /** One English string of one or more UTF-16 segments. */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
        int segments = (bytes.length + LONGEST_SEGMENT - 1) / LONGEST_SEGMENT;
        SectionBuilder structure = new SectionBuilder()
                .u8(1)
                .bytes("eng".getBytes(StandardCharsets.US_ASCII))
                .u8(segments);
        for (int from = 0; from < bytes.length; from += LONGEST_SEGMENT) {
            int to = Math.min(bytes.length, from + LONGEST_SEGMENT);
            structure.u8(UNCOMPRESSED).u8(UTF_16).u8(to - from).bytes(Arrays.copyOfRange(bytes, from, to));
        }
        return structure.toBytes();
    }

    private static @Nullable String decode(int compression, int mode, byte[] bytes) {
        return switch (compression) {
            case UNCOMPRESSED -> decode(mode, bytes);
            case TITLE_CODE -> HuffmanText.decode(HuffmanTrees.TITLES, bytes);
            case DESCRIPTION_CODE -> HuffmanText.decode(HuffmanTrees.DESCRIPTIONS, bytes);
            default -> bytes.length == 0 ? "" : null;
        };
    }

    private static @Nullable String decode(int mode, byte[] bytes) {
        if (mode == UTF_16) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        if (mode == SCSU) {
            // begins anew in each segment, as the Huffman codes do
            return ScsuText.decode(bytes);
        }
        if (mode > LAST_PAGE) {
            return bytes.length == 0 ? "" : null;
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte character : bytes) {
            text.append((char) (mode << 8 | character & 0xFF));
        }
        return text.toString();
    }
}
