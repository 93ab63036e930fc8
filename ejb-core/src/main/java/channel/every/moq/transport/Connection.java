package channel.every.moq.transport;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection with one peer, its protocol agreed. All its callbacks run on {@link #executor()}, one at a time and in the order of what
 * they tell; its streams may be used from there only. Nothing blocks.
 */
public interface Connection {
    /** Runs tasks of this connection one at a time, in the order given. Tasks of a closed connection may be left undone. */
    Executor executor();

    /** The agreed protocol by the name it is negotiated under, such as {@code moq-lite-05}. */
    String protocol();

    /** What whoever opened the connection asked for. */
    ConnectRequest request();

    /**
     * Whether the transport itself tells the accepting side what was asked for, as WebTransport and WebSocket do. Bare QUIC does not:
     * there the accepting side's {@link #request()} has the path {@code /}, and the session tells the true one in its first message.
     */
    boolean tellsRequest();

    /** Whether the peer opened it. */
    boolean accepted();

    /** Told once, before anything can happen; streams that the peer has opened meanwhile come then. */
    void start(ConnectionListener listener);

    /**
     * Opens a stream of one direction, or null while the peer grants no more of them:
     * {@link ConnectionListener#streamsGranted()} tells when to try again.
     */
    @Nullable
    SendStream openUnidirectional();

    /** Opens a stream of two directions, or null while the peer grants no more of them. */
    @Nullable
    BidirectionalStream openBidirectional();

    /** Closes with all its streams. May be called from any thread, and again. */
    void close(long code, String reason);
}
