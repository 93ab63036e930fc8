package channel.every.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A scan as clients start and watch it. A virtual device knows its channels, so that it only takes its time. */
final class ChannelScan {
    /** Clients poll once a second: they see it run. */
    private static final Duration LENGTH = Duration.ofSeconds(2);

    private final InstantSource clock;
    private @Nullable Instant started;

    ChannelScan(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void start() {
        started = clock.instant();
    }

    synchronized void abort() {
        started = null;
    }

    synchronized boolean running() {
        return started != null && elapsed(started).compareTo(LENGTH) < 0;
    }

    synchronized int percent() {
        return started == null ? 100 : (int) Math.min(100, elapsed(started).toMillis() * 100 / LENGTH.toMillis());
    }

    private Duration elapsed(Instant since) {
        return Duration.between(since, clock.instant());
    }
}
