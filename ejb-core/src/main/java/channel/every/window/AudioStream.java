package channel.every.window;

import channel.every.ts.Pid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audio stream that windows carry.
 *
 * @param pid the broadcaster's in a {@link ProgramFormat}, the canonical input's own in a {@link WindowInput}
 * @param languages of those that were wished for, the ones it says it is in
 */
public record AudioStream(Pid pid, AudioCodec codec, List<Language> languages) {
    public AudioStream {
        languages = List.copyOf(languages);
    }

    /** Which of a window's streams is in a language: the first one that says so, else the first; null for the first. */
    public static int in(@Nullable Language language, List<AudioStream> streams) {
        for (int i = 0; i < streams.size(); i++) {
            if (language != null && streams.get(i).languages().contains(language)) {
                return i;
            }
        }
        return 0;
    }
}
