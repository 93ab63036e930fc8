package channel.every.moq.transport;

/** What comes back to whoever writes a stream. */
public interface SendListener {
    /** More is welcome again. */
    void writable();

    /** The peer wants no more of it; the stream has ended. */
    void stopped(long code);
}
