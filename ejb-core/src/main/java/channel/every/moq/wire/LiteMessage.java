package channel.every.moq.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moq-lite peers say to each other (draft-lcurley-moq-lite, as @moq/net 0.3 speaks it). Versions differ in the bytes and in which of
 * these there are.
 */
public sealed interface LiteMessage {
    /** Capabilities, each by its id: 1 probe level, 2 path, 3 role, 5 origin. Of 05. */
    record Setup(List<Parameter> parameters) implements LiteMessage {
        public Setup {
            parameters = List.copyOf(parameters);
        }
    }

    record Parameter(long id, byte[] value) {}

    /** @param excludeHop whose announcements come back to it; 0 for none */
    record AnnounceRequest(String prefix, long excludeHop) implements LiteMessage {}

    /** @param active announcements that follow at once. Of 05. */
    record AnnounceOk(long origin, long active) implements LiteMessage {}

    /** @param hops that the announcement came by, the publisher first; in 03, where only their number is told, each 0 */
    record Announce(boolean active, String suffix, List<Long> hops) implements LiteMessage {
        public Announce {
            hops = List.copyOf(hops);
        }
    }

    /**
     * What a subscriber wants of a track.
     *
     * @param priority 0 to 255
     * @param maxLatencyMs how old a group may become before it is not worth sending, in milliseconds
     * @param start null for the latest group
     * @param end null for all that come
     */
    record Wanted(
            int priority,
            boolean ordered,
            long maxLatencyMs,
            @Nullable Long start,
            @Nullable Long end) {}

    record Subscribe(long id, String broadcast, String track, Wanted wanted) implements LiteMessage {}

    record SubscribeUpdate(Wanted wanted) implements LiteMessage {}

    /** Of 03 and 04. */
    record SubscribeOk(Wanted given) implements LiteMessage {}

    /** The first group that will come. Of 05. */
    record SubscribeStart(long group) implements LiteMessage {}

    /** The first group that will never be. Of 05. */
    record SubscribeEnd(long group) implements LiteMessage {}

    record SubscribeDrop(long start, long end, long error) implements LiteMessage {}

    /** Of 05. */
    record TrackRequest(String broadcast, String track) implements LiteMessage {}

    /** @param timescale of frames' timestamps, in ticks a second. Of 05. */
    record TrackInfo(int priority, boolean ordered, long maxLatencyMs, long timescale) implements LiteMessage {}

    record Fetch(String broadcast, String track, int priority, long group) implements LiteMessage {}

    /** Opens a stream for {@link Probe}s. */
    record ProbeRequest() implements LiteMessage {}

    /** @param bitrate in bits a second, 0 if unknown @param rttMs 0 if unknown; not in 03 */
    record Probe(long bitrate, long rttMs) implements LiteMessage {}

    /** Not in 03. */
    record Goaway(String uri) implements LiteMessage {}

    record Group(long subscribeId, long sequence) implements LiteMessage {}

    /** @param timestamp in the track's timescale; 0 in versions before 05 */
    record Frame(long timestamp, byte[] payload) implements LiteMessage {}
}
