package channel.every.archive;

import channel.every.hash.Blake3;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader of a track's index is, {@code <bytes>-<16 hex digits>}: how much of it he has and the beginning of the hash of the
 * last line of that. Who holds a copy can make the key from it, and a key into an index that was replaced does not fit.
 *
 * @param offset bytes of complete lines
 * @param check empty at the beginning of an index
 */
public record ManifestKey(long offset, String check) {
    public static final ManifestKey START = new ManifestKey(0, "");

    private static final int CHECK_DIGITS = 16;
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-([0-9a-f]{16})");

    public ManifestKey {
        if (offset < 0 || check.isEmpty() != (offset == 0)) {
            throw new IllegalArgumentException("no key of a manifest: " + offset + "-" + check);
        }
    }

    /** @param lastLine with its newline, ending at {@code offset} */
    public static ManifestKey after(long offset, byte[] lastLine) {
        return new ManifestKey(offset, Blake3.hash(lastLine).toString().substring(0, CHECK_DIGITS));
    }

    /** @throws IllegalArgumentException if {@code text} is neither 0 nor a key of this form */
    public static ManifestKey parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return new ManifestKey(Long.parseLong(form.group(1)), form.group(2));
        }
        if (text.equals("0")) {
            return START;
        }
        throw new IllegalArgumentException("a key of a manifest is 0 or one that a page before gave: \"" + text + '"');
    }

    @JsonValue
    @Override
    public String toString() {
        return offset == 0 ? "0" : offset + "-" + check;
    }
}
