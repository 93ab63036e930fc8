package channel.every.moq.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that must fit a number of bytes. */
public final class Utf8 {
    /** RFC 3629 3: bytes after the first of a character begin with 10. */
    private static final int FOLLOWING_MASK = 0xC0;

    private static final int FOLLOWING = 0x80;

    private Utf8() {}

    /** The longest beginning of whole characters that fits. */
    public static String cut(String text, int mostBytes) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= mostBytes) {
            return text;
        }
        int end = mostBytes;
        while (end > 0 && (utf8[end] & FOLLOWING_MASK) == FOLLOWING) {
            end--;
        }
        return new String(Arrays.copyOf(utf8, end), StandardCharsets.UTF_8);
    }
}
