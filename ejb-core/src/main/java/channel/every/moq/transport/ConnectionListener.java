package channel.every.moq.transport;

/** What happens on a connection. */
public interface ConnectionListener {
    /** The peer opened a stream of two directions. Its bytes come once it is listened to, within this call or later. */
    void opened(BidirectionalStream stream);

    /** The peer opened a stream of one direction. Its bytes come once it is listened to, within this call or later. */
    void opened(ReceiveStream stream);

    /** The peer grants more streams than before. */
    void streamsGranted();

    /**
     * The connection is gone and all its streams with it, whoever closed it; told once and last. Listeners of streams are told nothing more.
     *
     * @param code of whoever closed it; 0 where there is none, as after a time-out
     */
    void closed(long code, String reason);
}
