package channel.every.web;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Languages as HTTP and playlists name them: RFC 5646 2.2.1 wants two letters where there are two, so {@code es} and not {@code spa}. */
final class LanguageTag {
    /** By the terminological code of three letters, as init segments have it. */
    private static final Map<String, String> SHORTER = Stream.of(Locale.getISOLanguages())
            .map(Locale::of)
            .collect(Collectors.toMap(Locale::getISO3Language, Locale::toLanguageTag, (one, same) -> one));

    private LanguageTag() {}

    /** @param code of ISO 639-2 */
    static String of(String code) {
        return SHORTER.getOrDefault(code, code);
    }
}
