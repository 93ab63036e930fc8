package channel.every.moq.qmux;

/** What peers say to each other: RFC 9000's frames that an ordered channel leaves a use for, and two of its own. */
public sealed interface QmuxFrame {
    /** @param offset in the stream, which the channel's order tells as well */
    record StreamData(long id, long offset, byte[] data, boolean fin) implements QmuxFrame {}

    /** @param finalSize bytes of the stream that were sent */
    record ResetStream(long id, long code, long finalSize) implements QmuxFrame {}

    record StopSending(long id, long code) implements QmuxFrame {}

    /** @param limit bytes of all streams that may be sent in all */
    record MaxData(long limit) implements QmuxFrame {}

    /** @param limit bytes of the stream that may be sent in all */
    record MaxStreamData(long id, long limit) implements QmuxFrame {}

    /** @param limit streams that may be opened in all */
    record MaxStreams(boolean bidirectional, long limit) implements QmuxFrame {}

    /** The sender would send more. Nothing follows from it. */
    record Blocked(long type, long id, long limit) implements QmuxFrame {}

    /** @param application whether a session closed, and not a transport that was told nonsense */
    record Close(boolean application, long code, String reason) implements QmuxFrame {}

    record Parameters(TransportParameters values) implements QmuxFrame {}

    /** Since 01. */
    record Ping(long sequence) implements QmuxFrame {}

    /** Since 01. */
    record Pong(long sequence) implements QmuxFrame {}
}
