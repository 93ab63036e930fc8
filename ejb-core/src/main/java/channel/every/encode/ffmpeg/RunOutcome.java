package channel.every.encode.ffmpeg;

import java.time.Duration;

/** How an ffmpeg process ended. */
public sealed interface RunOutcome {
    /** @param cpu user and system time from the first packet on, as {@code -benchmark} tells it; zero if ffmpeg was not asked */
    record Finished(Duration cpu) implements RunOutcome {}

    /** @param reason one line a person can act on */
    record Broken(String reason) implements RunOutcome {}
}
