package channel.every.window;

import channel.every.psi.ElementaryStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a program's audio streams its windows carry: of each wished-for language the first stream of the PMT that is in it; the
 * program's first audio stream, whatever its language, where that is wished for or some language is lacking. Publishers that are to agree
 * need equal wishes.
 *
 * @param first whether the program's first audio stream is wanted in any case
 * @param languages in order of their codes, each once
 */
public record AudioWishes(boolean first, List<Language> languages) {
    /** What a program without any choice is. */
    public static final AudioWishes FIRST = new AudioWishes(true, List.of());

    public AudioWishes {
        languages = List.copyOf(new TreeSet<>(languages));
        if (!first && languages.isEmpty()) {
            throw new IllegalArgumentException("some audio must be wished for: the first, or one of a language");
        }
    }

    /** Those of the languages that a stream says it is in. */
    List<Language> spokenIn(ElementaryStream stream) {
        List<Language> spoken = Language.of(stream);
        return languages.stream().filter(spoken::contains).toList();
    }

    /** @param offered all audio streams of a program, in the order of its PMT @return those to carry, in the same order */
    List<AudioStream> choose(List<AudioStream> offered) {
        List<AudioStream> chosen = new ArrayList<>();
        if (offered.isEmpty()) {
            return chosen;
        }
        if (first || languages.stream().anyMatch(language -> speaking(offered, language) == null)) {
            chosen.add(offered.getFirst());
        }
        for (Language language : languages) {
            AudioStream stream = speaking(offered, language);
            if (stream != null && !chosen.contains(stream)) {
                chosen.add(stream);
            }
        }
        return offered.stream().filter(chosen::contains).toList();
    }

    private static @Nullable AudioStream speaking(List<AudioStream> offered, Language language) {
        return offered.stream()
                .filter(stream -> stream.languages().contains(language))
                .findFirst()
                .orElse(null);
    }
}
