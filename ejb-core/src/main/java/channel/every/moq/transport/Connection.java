package channel.every.moq.transport;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection with one peer, its protocol agreed. All its callbacks run on {@link #executor()}, one at a time and in the order of what
 * they tell, and never within a call of a method of the connection or its streams; these may be used from there only, but for
 * {@link #close}. Nothing blocks. A callback that throws closes the connection with {@link #FAILED}.
 *
 * <p>Codes are the session's. Every kind of transport carries 0 to {@link #MOST_CODE}; a greater one is sent as that.
 */
public interface Connection {
    /** WebTransport has 32 bits for a code, and netty's interface takes 31 of them. */
    long MOST_CODE = Integer.MAX_VALUE;

    /** A callback threw: INTERNAL_ERROR of moq-transport, and 1 of moq-lite has no other meaning. */
    long FAILED = 1;

    /** In UTF-8; longer reasons are cut. WebTransport allows 1024, and QUIC what fits one packet of 1200. */
    int MOST_REASON_BYTES = 1000;

    /** Runs tasks of this connection one at a time, in the order given, never within the call. Those of a closed one may be left undone. */
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

    /** Told once, before anything can happen; streams that the peer has opened, or its close, come then. */
    void start(ConnectionListener listener);

    /**
     * Opens a stream of one direction, or null while the peer grants no more of them:
     * {@link ConnectionListener#streamsGranted()} tells when to try again. Null for good once the connection is closed.
     */
    @Nullable
    SendStream openUnidirectional();

    /** Opens a stream of two directions, or null while the peer grants no more of them, or for good once the connection is closed. */
    @Nullable
    BidirectionalStream openBidirectional();

    /** Closes with all its streams; bytes on their way may be lost. May be called from any thread, and again: the first call counts. */
    void close(long code, String reason);
}
