package channel.every.psi;

import java.time.Duration;
import java.time.Instant;

/**
 * What a channel shows for a while.
 *
 * @param text what it is about, empty where the broadcast does not tell
 */
public record Programme(Instant start, Duration duration, String title, String text) {}
