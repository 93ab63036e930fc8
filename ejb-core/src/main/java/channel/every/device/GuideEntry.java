package channel.every.device;

import java.time.Duration;
import java.time.Instant;

/**
 * What a channel shows for a while.
 *
 * @param number of the channel
 * @param text what the programme is about, empty where the broadcast does not tell
 */
public record GuideEntry(String number, Instant start, Duration duration, String title, String text) {}
