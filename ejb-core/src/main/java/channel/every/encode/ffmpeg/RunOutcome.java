package channel.every.encode.ffmpeg;

import java.time.Duration;

/** How an ffmpeg process ended. */
public sealed interface RunOutcome {
    /** @param cpu user and system time; zero if ffmpeg was not asked for it */
    record Finished(Duration cpu) implements RunOutcome {}

    /** @param reason one line a person can act on */
    record Broken(String reason) implements RunOutcome {}
}
