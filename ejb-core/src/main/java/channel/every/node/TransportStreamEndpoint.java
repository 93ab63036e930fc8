package channel.every.node;

import channel.every.tuner.FeedEvent;
import channel.every.tuner.TransportStreamListener;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Where the resource adapter delivers every feed; each is named after the publisher that reads it. */
@MessageDriven
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TransportStreamEndpoint implements TransportStreamListener {
    @Inject
    Publishers publishers;

    @Override
    public void onTransportStream(String feed, byte[] bytes) {
        publishers.received(feed, bytes);
    }

    @Override
    public void onFeedEvent(String feed, FeedEvent event) {
        publishers.happened(feed, event);
    }
}
