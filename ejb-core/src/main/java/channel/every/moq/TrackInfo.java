package channel.every.moq;

/**
 * What a publisher says of a track.
 *
 * @param priority 0 to 255; of two tracks of a broadcast, the higher one goes first
 * @param ordered whether groups are wanted oldest first
 * @param maxLatencyMs how old a group may become before it is not worth sending, in milliseconds; 0 for no bound of the publisher's
 * @param timescale of frames' timestamps, in ticks a second
 */
public record TrackInfo(int priority, boolean ordered, long maxLatencyMs, long timescale) {
    public TrackInfo {
        if (priority < 0 || priority > 255) {
            throw new IllegalArgumentException("priority is not from 0 to 255: " + priority);
        }
        if (maxLatencyMs < 0) {
            throw new IllegalArgumentException("max latency is negative: " + maxLatencyMs);
        }
        if (timescale <= 0) {
            throw new IllegalArgumentException("timescale is not positive: " + timescale);
        }
    }
}
