package channel.every.moq;

import java.time.Duration;

/**
 * How an origin keeps what comes from elsewhere.
 *
 * @param budget for the groups of all tracks
 * @param idle how long a track is still brought after its last reader has gone, as players come back at once when they change a rendition
 * @param linger how long a broadcast stays announced whose way was lost, as a publisher that reconnects takes some seconds
 */
public record Keeping(CacheBudget budget, Delays delays, Duration idle, Duration linger) {
    /** Of both times; long enough for a restart, short enough that nobody waits before a dead stream. */
    public static final Duration DEFAULT_LINGER = Duration.ofSeconds(5);

    public Keeping {
        if (idle.isNegative() || linger.isNegative()) {
            throw new IllegalArgumentException("negative time to keep: idle " + idle + ", linger " + linger);
        }
    }

    public Keeping(CacheBudget budget, Delays delays) {
        this(budget, delays, DEFAULT_LINGER, DEFAULT_LINGER);
    }
}
