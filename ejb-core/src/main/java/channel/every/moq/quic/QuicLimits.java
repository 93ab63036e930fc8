package channel.every.moq.quic;

import java.time.Duration;

/**
 * What one server or client lets its peers take.
 *
 * @param mostConnections open at once, those still shaking hands among them
 * @param mostBidirectional streams of two directions that a peer may have open on a connection
 * @param mostUnidirectional streams of one direction that a peer may have open on a connection
 * @param streamWindowBytes that a peer may send on a stream ahead of what is read
 * @param connectionWindowBytes that a peer may send on a connection ahead of what is read
 * @param handshake until a connection is open, its session of WebTransport included
 * @param idle without a word from the peer
 */
public record QuicLimits(
        int mostConnections,
        int mostBidirectional,
        int mostUnidirectional,
        int streamWindowBytes,
        int connectionWindowBytes,
        Duration handshake,
        Duration idle) {
    /**
     * A thousand subscribers, each with a few dozen requests and some hundred groups on their way (what @moq/net grants too); windows of
     * a second of 8 Mbit/s and of four streams; a handshake of a client at the other side of the world, lossy; and browsers' idle time.
     */
    public static final QuicLimits USUAL =
            new QuicLimits(1024, 128, 512, 1 << 20, 4 << 20, Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static final int STOPPED_SHARE = 8;

    public QuicLimits {
        positive("mostConnections", mostConnections);
        positive("mostBidirectional", mostBidirectional);
        positive("mostUnidirectional", mostUnidirectional);
        positive("streamWindowBytes", streamWindowBytes);
        positive("connectionWindowBytes", connectionWindowBytes);
        positive("handshake", handshake.toMillis());
        positive("idle", idle.toMillis());
    }

    /** How many of a peer's streams may be stopped, each of which is lost to it: an eighth at the most. */
    int mostStopped() {
        return Math.min(mostBidirectional, mostUnidirectional) / STOPPED_SHARE;
    }

    /** How many of a peer's streams may be lost to it without having been stopped. With those that were, it keeps half of them. */
    int mostLost() {
        return Math.max(1, mostUnidirectional * 3 / STOPPED_SHARE);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be more than 0: " + value);
        }
    }
}
