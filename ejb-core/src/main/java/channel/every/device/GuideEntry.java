package channel.every.device;

import java.time.Duration;
import java.time.Instant;

/** What a channel shows for a while. @param number of the channel */
public record GuideEntry(String number, Instant start, Duration duration, String title) {}
