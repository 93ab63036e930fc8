package channel.every.encode;

import java.time.Duration;
import java.util.List;

/** What came of encoding a window: an expected failure is a value, never an exception. */
public sealed interface EncodeOutcome {
    /**
     * @param tracks one per rung and audio variant of the profile that the window has a source for, in profile order
     * @param cpu user and system time of the encoding; the start of its process, some 60 ms on Debian, is not in it
     */
    record Encoded(List<EncodedTrack> tracks, Duration cpu) implements EncodeOutcome {
        public Encoded {
            tracks = List.copyOf(tracks);
        }
    }

    /** @param reason one line a person can act on */
    record Failed(String reason) implements EncodeOutcome {}
}
