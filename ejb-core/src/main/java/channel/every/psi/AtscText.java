package channel.every.psi;

import java.nio.charset.StandardCharsets;

/** multiple_string_structure: a text in several languages, each in segments of their own coding (A/65 6.10). */
final class AtscText {
    private static final int UNCOMPRESSED = 0;

    /** Mode 0x3F: UTF-16, big-endian. Modes up to 0x33 name the upper byte of a Unicode page instead. */
    private static final int UTF_16 = 0x3F;

    private static final int LAST_PAGE = 0x33;
    private static final int LONGEST_SEGMENT = 254;

    private AtscText() {}

    /** The first language's text; segments in a coding that is not read are left out. */
    static String read(SectionCursor body) throws MalformedSectionException {
        if (body.remaining() == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        int strings = body.u8("number_strings");
        for (int string = 0; string < strings; string++) {
            body.part("ISO_639_language_code", 3);
            int segments = body.u8("number_segments");
            for (int segment = 0; segment < segments; segment++) {
                int compression = body.u8("compression_type");
                int mode = body.u8("mode");
                byte[] bytes = body.bytes("number_bytes", body.u8("number_bytes"));
                if (string == 0) {
                    text.append(decode(compression, mode, bytes));
                }
            }
        }
        return text.toString();
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
            structure.u8(UNCOMPRESSED).u8(UTF_16).u8(to - from).bytes(java.util.Arrays.copyOfRange(bytes, from, to));
        }
        return structure.toBytes();
    }

    private static String decode(int compression, int mode, byte[] bytes) {
        if (compression != UNCOMPRESSED) {
            return "";
        }
        if (mode == UTF_16) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        if (mode > LAST_PAGE) {
            return "";
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte character : bytes) {
            text.append((char) (mode << 8 | character & 0xFF));
        }
        return text.toString();
    }
}
