package channel.every.moq.session;

import java.time.Duration;

/**
 * What a session bears. All that a peer can make grow has a bound here.
 *
 * @param announcements broadcasts that a peer may announce; further ones are counted and ignored
 * @param subscriptions that a peer may have at once, and as many fetches and questions for tracks together; further ones are reset
 * @param watches ANNOUNCE streams that a peer may open at once
 * @param openGroups of one subscription on their way at once, as written as far as their streams take it; a newer one takes the place of
 *     the oldest
 * @param waitingGroups that wait for a stream of their subscription; the oldest are skipped
 * @param mostBehind how long after its successor a group is sent at most, whatever the subscriber bears
 * @param leastBehind how long a group may be finished after its successor has begun though its subscriber wants the latest only: within
 *     it the last bytes of a group that is not late at all are still on their way
 * @param frameBytes of one frame; larger ones end their stream
 * @param partialBytes of frames and messages that have begun, of all streams together; what begins beyond is reset
 * @param stuck how long a peer may take nothing of its groups, of which some were skipped for it, until its session is closed
 * @param answer how long a peer may take to answer a question, and whoever opens a bare connection to say what for
 */
public record SessionLimits(
        int announcements,
        int subscriptions,
        int watches,
        int openGroups,
        int waitingGroups,
        Duration mostBehind,
        Duration leastBehind,
        int frameBytes,
        long partialBytes,
        Duration stuck,
        Duration answer) {
    /**
     * A node announces a broadcast or two a channel, a player subscribes to three tracks, an archiver to all of a multiplex. One that keeps
     * up has a group or two on their way; one that is stuck holds what eight streams buffer, and is given up after as long as one of which
     * nothing is heard over QUIC. Our largest frames are windows of 1 s at 20 Mbit/s.
     */
    public static final SessionLimits DEFAULT = new SessionLimits(
            1000,
            256,
            8,
            8,
            64,
            Duration.ofSeconds(15),
            Duration.ofSeconds(1),
            16 << 20,
            32L << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    public SessionLimits {
        if (announcements < 1 || subscriptions < 1 || watches < 1 || openGroups < 1 || waitingGroups < 1) {
            throw new IllegalArgumentException("a limit of a session is below 1");
        }
        if (frameBytes < 1 || partialBytes < frameBytes) {
            throw new IllegalArgumentException(
                    "partial bytes " + partialBytes + " do not hold one frame of " + frameBytes + " bytes");
        }
    }
}
