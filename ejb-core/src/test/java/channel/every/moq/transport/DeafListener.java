package channel.every.moq.transport;

/** Of a peer that takes notice of nothing. */
public class DeafListener implements ConnectionListener {
    @Override
    public void opened(BidirectionalStream stream) {}

    @Override
    public void opened(ReceiveStream stream) {}

    @Override
    public void streamsGranted() {}

    @Override
    public void closed(long code, String reason) {}
}
