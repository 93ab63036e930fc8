package channel.every.moq.transport;

/** What comes back to whoever writes a stream. */
public interface SendListener {
    /** More is welcome again. */
    void writable();

    /** All that was written is on its way, and the end behind it: told once after {@link SendStream#finish}, unless it is given up before. */
    default void sent() {}

    /**
     * The peer wants no more of it; the stream has ended. Told at the latest when more is written, and not after {@link #sent}.
     *
     * @param code the peer's; 0 where the library below does not tell it, as over QUIC
     */
    void stopped(long code);
}
