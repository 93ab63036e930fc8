package channel.every.moq.http3;

import channel.every.moq.transport.ReceiveStream;

/**
 * A direction that the peer writes, as HTTP/3 needs it of QUIC beyond what sessions need: WebTransport names a session by the number of
 * a stream, and must read a stream's first bytes before the session says whether it wants the others.
 */
public interface NumberedStream extends ReceiveStream {
    /** RFC 9000 2.1. */
    long id();

    /** Nothing more is delivered, nor taken from the peer, until {@link #resume()}; that all has come may be told. */
    void pause();

    void resume();
}
