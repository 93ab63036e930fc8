package channel.every.psi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text of DVB tables: a byte below 0x20 may choose the character table (EN 300 468 annex A.2). */
final class DvbText {
    private static final int UTF_8 = 0x15;

    private DvbText() {}

    /** ASCII as it is, anything else as UTF-8 behind its selector; at most 255 bytes. */
    static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean ascii = utf8.length == text.length();
        byte[] bytes = new byte[utf8.length + (ascii ? 0 : 1)];
        System.arraycopy(utf8, 0, bytes, bytes.length - utf8.length, utf8.length);
        if (!ascii) {
            bytes[0] = UTF_8;
        }
        if (bytes.length > 255) {
            throw new IllegalArgumentException("a DVB text has at most 255 bytes: " + text);
        }
        return bytes;
    }

    /** A length byte and the text of that many bytes. */
    static String read(SectionCursor body, String lengthField) throws MalformedSectionException {
        return decode(body.bytes(lengthField, body.u8(lengthField)));
    }

    /** The readable characters; control codes are left out, the emphasis of annex A.1 too. */
    static String decode(byte[] bytes) {
        int start = 0;
        // EN 300 468 annex A.2: table 0 extends ISO/IEC 6937, whose ASCII part alone is kept exactly by Latin-1
        Charset charset = StandardCharsets.ISO_8859_1;
        if (bytes.length > 0 && (bytes[0] & 0xFF) < 0x20) {
            int selector = bytes[0] & 0xFF;
            start = 1;
            if (selector == 0x10 && bytes.length >= 3) {
                charset = iso8859(bytes[2] & 0xFF);
                start = 3;
            } else if (selector == 0x11) {
                charset = StandardCharsets.UTF_16BE;
            } else if (selector == UTF_8) {
                charset = StandardCharsets.UTF_8;
            } else if (selector <= 0x0B) {
                charset = iso8859(selector + 4);
            }
        }
        return new String(bytes, start, bytes.length - start, charset)
                .codePoints()
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Charset iso8859(int part) {
        String name = "ISO-8859-" + part;
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }
}
