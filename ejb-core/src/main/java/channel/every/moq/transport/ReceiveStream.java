package channel.every.moq.transport;

/** The direction of a stream that the peer writes. */
public interface ReceiveStream {
    /** Told once; nothing is delivered before, nor taken from the peer, whom flow control holds back meanwhile. */
    void listen(ReceiveListener listener);

    /**
     * Asks the peer to write no more; nothing is delivered after. Does nothing after the end. Of many streams of a connection, some may be
     * stopped without the peer being asked: what it writes is thrown away then. So streams are to be ended by the session's own messages
     * where it has some.
     */
    void stop(long code);
}
