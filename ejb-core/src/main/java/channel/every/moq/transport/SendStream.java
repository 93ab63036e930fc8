package channel.every.moq.transport;

/** The direction of a stream that this side writes. After {@link #finish}, {@link #reset} or the peer's stop, writes are dropped. */
public interface SendStream {
    /** Urgency of what goes first, as of RFC 9218 but finer. */
    int FIRST = 0;

    /** Urgency of what goes last. */
    int LAST = 127;

    /** Told of what comes back on this direction, within the connection's executor. */
    void listen(SendListener listener);

    /**
     * Takes all of the bytes; they are not copied before they are sent, so they must not change.
     *
     * @return whether more is welcome. If not, {@link SendListener#writable} tells when; who writes on all the same fills memory
     */
    boolean write(byte[] bytes, int offset, int length);

    /** Whether more is welcome. */
    boolean writable();

    /** No more bytes come; those written are still delivered, unless the stream is given up while they wait. {@link SendListener#sent} tells when they do no more. */
    void finish();

    /** Gives up: what waits here is dropped, and the peer is told. Does nothing after {@link #finish} once all is on its way. */
    void reset(long code);

    /**
     * Of two streams of a connection that both have bytes, the one of smaller urgency goes first; one that was told none lies in the
     * middle. Kinds of transport without it do nothing.
     */
    void urgency(int urgency);
}
