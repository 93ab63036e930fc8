package channel.every.moq.session;

import java.util.Map;

/**
 * What sessions have done since the process began.
 *
 * @param subscriptions of peers @param upstreamSubscriptions of this side
 * @param fetches of peers @param upstreamFetches of this side
 * @param bytesSent of frames' payloads @param bytesReceived of frames' payloads
 * @param refusals for each cause
 */
public record SessionTotals(
        long sessions,
        long subscriptions,
        long upstreamSubscriptions,
        long fetches,
        long upstreamFetches,
        long groupsSent,
        long framesSent,
        long bytesSent,
        long groupsReceived,
        long framesReceived,
        long bytesReceived,
        Map<Refusal, Long> refusals) {
    public SessionTotals {
        refusals = Map.copyOf(refusals);
    }
}
