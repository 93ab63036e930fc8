package channel.every.window;

import channel.every.psi.Descriptor;
import channel.every.psi.ElementaryStream;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A language as broadcasts name it.
 *
 * @param code three lower-case letters of ISO 639-2, such as {@code spa}
 */
public record Language(@JsonValue String code) {
    /** ISO_639_language_descriptor, ISO/IEC 13818-1 2.6.18: entries of three letters and an audio type. */
    private static final int DESCRIPTOR = 0x0A;

    private static final int ENTRY = 4;
    private static final Pattern FORM = Pattern.compile("[a-z]{3}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Language {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a language is three lower-case letters of ISO 639-2, such as spa: \"" + code + '"');
        }
    }

    /** Whether a stream says that it is in this language. */
    boolean spokenIn(ElementaryStream stream) {
        for (Descriptor descriptor : Descriptor.list(stream.descriptors())) {
            for (int at = 0; descriptor.tag() == DESCRIPTOR && at + ENTRY <= descriptor.body().length; at += ENTRY) {
                String found = new String(descriptor.body(), at, 3, StandardCharsets.ISO_8859_1);
                if (found.toLowerCase(Locale.ROOT).equals(code)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return code;
    }
}
