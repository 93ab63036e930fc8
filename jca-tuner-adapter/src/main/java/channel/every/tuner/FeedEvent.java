package channel.every.tuner;

import java.time.Instant;

/** What happened to a feed. */
public sealed interface FeedEvent {
    Instant at();

    /** A tuner was taken and bytes arrive. @param resource the device's name of the tuner, or empty */
    record Opened(Instant at, String resource) implements FeedEvent {}

    /**
     * The tuner is lost or was never had; the adapter tries again.
     *
     * @param reason one line naming device, channel and cause
     * @param attempt how many attempts have failed since the feed last delivered
     * @param retryMillis wait before the next attempt, in milliseconds
     */
    record Lost(Instant at, String reason, int attempt, long retryMillis) implements FeedEvent {}

    /** The feed was stopped and its tuner released. */
    record Stopped(Instant at) implements FeedEvent {}
}
