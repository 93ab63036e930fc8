package channel.every.moq.session;

import channel.every.moq.Delays;
import java.time.Duration;
import java.time.InstantSource;

/** What all sessions of a process share. */
public record SessionParts(InstantSource clock, Delays delays, SessionLimits limits, SessionCounts counts) {
    /** How long a group may be superseded before it is not sent any more, for a subscriber that bears so much. */
    Duration bearable(long maxLatencyMs) {
        long least = limits.leastBehind().toMillis();
        long most = limits.mostBehind().toMillis();
        return Duration.ofMillis(Math.max(least, Math.min(maxLatencyMs, most)));
    }
}
