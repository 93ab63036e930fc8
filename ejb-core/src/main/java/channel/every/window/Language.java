package channel.every.window;

import static java.util.Map.entry;

import channel.every.psi.Descriptor;
import channel.every.psi.ElementaryStream;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A language as broadcasts name it.
 *
 * @param code three lower-case letters of ISO 639-2, such as {@code spa}; of two codes for one language, which broadcasts use both, the
 *     terminological one: {@code deu}, not {@code ger}
 */
public record Language(@JsonValue String code) implements Comparable<Language> {
    /** ISO_639_language_descriptor, ISO/IEC 13818-1 2.6.18: entries of three letters and an audio type. */
    private static final int DESCRIPTOR = 0x0A;

    private static final int ENTRY = 4;
    private static final Pattern FORM = Pattern.compile("[a-z]{3}");

    /** ISO 639-2: the twenty languages with a bibliographic code of their own, as in EN 300 468 6.2.19. */
    private static final Map<String, String> TERMINOLOGICAL = Map.ofEntries(
            entry("alb", "sqi"),
            entry("arm", "hye"),
            entry("baq", "eus"),
            entry("bur", "mya"),
            entry("chi", "zho"),
            entry("cze", "ces"),
            entry("dut", "nld"),
            entry("fre", "fra"),
            entry("geo", "kat"),
            entry("ger", "deu"),
            entry("gre", "ell"),
            entry("ice", "isl"),
            entry("mac", "mkd"),
            entry("mao", "mri"),
            entry("may", "msa"),
            entry("per", "fas"),
            entry("rum", "ron"),
            entry("slo", "slk"),
            entry("tib", "bod"),
            entry("wel", "cym"));

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Language {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a language is three lower-case letters of ISO 639-2, such as spa: \"" + code + '"');
        }
        code = TERMINOLOGICAL.getOrDefault(code, code);
    }

    /** Those that a stream says it is in; what is no code is none. */
    static List<Language> of(ElementaryStream stream) {
        List<Language> spoken = new ArrayList<>();
        for (Descriptor descriptor : Descriptor.list(stream.descriptors())) {
            for (int at = 0; descriptor.tag() == DESCRIPTOR && at + ENTRY <= descriptor.body().length; at += ENTRY) {
                String found = new String(descriptor.body(), at, 3, StandardCharsets.ISO_8859_1);
                String code = found.toLowerCase(Locale.ROOT);
                if (FORM.matcher(code).matches()) {
                    spoken.add(new Language(code));
                }
            }
        }
        return spoken;
    }

    /** The descriptor that says a stream is in these, empty for none. */
    static byte[] descriptor(List<Language> languages) {
        if (languages.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream descriptor = new ByteArrayOutputStream();
        descriptor.write(DESCRIPTOR);
        descriptor.write(ENTRY * languages.size());
        for (Language language : languages) {
            descriptor.writeBytes(language.code.getBytes(StandardCharsets.ISO_8859_1));
            descriptor.write(0);
        }
        return descriptor.toByteArray();
    }

    @Override
    public int compareTo(Language other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
