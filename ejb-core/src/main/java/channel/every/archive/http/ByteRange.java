package channel.every.archive.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What part of a representation a {@code Range} header asks for (RFC 9110 14.2). */
public sealed interface ByteRange {
    /** Everything: no header, or one that a server may ignore, such as several ranges or another unit. */
    record Whole() implements ByteRange {}

    /** Bytes {@code first} to {@code last}, both inclusive. */
    record Part(int first, int last) implements ByteRange {
        public int length() {
            return last - first + 1;
        }
    }

    /** A valid request for bytes that are not there: 416. */
    record Unsatisfiable() implements ByteRange {}

    /** One range, with at most 18 digits a number: more cannot be a position in any object. */
    Pattern ONE_RANGE = Pattern.compile("bytes=\\s*(\\d{1,18})?-(\\d{1,18})?\\s*");

    /** @param size of the representation in bytes */
    static ByteRange of(@Nullable String header, int size) {
        Matcher range = ONE_RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1) == null && range.group(2) == null)) {
            return new Whole();
        }
        if (range.group(1) == null) {
            long suffix = Math.min(Long.parseLong(range.group(2)), size);
            return suffix == 0 ? new Unsatisfiable() : new Part(size - (int) suffix, size - 1);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part((int) first, (int) Math.min(last, size - 1));
    }
}
