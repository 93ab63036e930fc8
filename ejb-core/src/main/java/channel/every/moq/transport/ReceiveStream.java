package channel.every.moq.transport;

/** The direction of a stream that the peer writes. */
public interface ReceiveStream {
    /** Told once; nothing is delivered before. */
    void listen(ReceiveListener listener);

    /** Asks the peer to write no more; nothing is delivered after. */
    void stop(long code);
}
