package channel.every.tuner.hdhomerun;

import java.nio.charset.StandardCharsets;

/** A short printable piece of what a device sent, for one-line messages. */
public final class Excerpt {
    private static final int MAX_CHARS = 60;

    private Excerpt() {}

    public static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("[^\\x20-\\x7e]", "?")
                .strip();
        return line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) + "..." : line;
    }

    public static String of(byte[] bytes, int length) {
        return of(new String(bytes, 0, Math.min(length, 2 * MAX_CHARS), StandardCharsets.ISO_8859_1));
    }
}
