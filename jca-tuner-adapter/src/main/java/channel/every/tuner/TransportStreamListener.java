package channel.every.tuner;

/** The message listener of inbound feeds; calls for one feed come one after the other. */
public interface TransportStreamListener {
    /** Received bytes, in order, cut anywhere. The array belongs to the listener from here on. */
    void onTransportStream(String feed, byte[] bytes);

    void onFeedEvent(String feed, FeedEvent event);
}
