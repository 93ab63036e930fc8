package channel.every.moq.transport;

/** What comes on a stream, within the connection's executor. */
public interface ReceiveListener {
    /** The bytes are the transport's and hold only within the call. */
    void received(byte[] bytes, int offset, int length);

    /** The peer wrote all of it. Nothing comes after. */
    void finished();

    /** The peer gave up. Nothing comes after. */
    void reset(long code);
}
