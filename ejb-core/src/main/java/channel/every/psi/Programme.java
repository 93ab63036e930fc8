package channel.every.psi;

import java.time.Duration;
import java.time.Instant;

/** What a channel shows for a while. */
public record Programme(Instant start, Duration duration, String title) {}
