package channel.every.tuner.ra;

import channel.every.tuner.FeedEvent;
import channel.every.tuner.TransportStreamListener;
import channel.every.tuner.TunerException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import org.jspecify.annotations.Nullable;

/** The message endpoint of one feed, made when first needed and made anew after it failed. Used by the feed's thread alone. */
final class EndpointSession {
    private final String feed;
    private final MessageEndpointFactory factory;
    private @Nullable MessageEndpoint endpoint;

    EndpointSession(String feed, MessageEndpointFactory factory) {
        this.feed = feed;
        this.factory = factory;
    }

    void deliver(byte[] bytes) throws TunerException {
        TransportStreamListener listener = listener();
        try {
            listener.onTransportStream(feed, bytes);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    void tell(FeedEvent event) throws TunerException {
        TransportStreamListener listener = listener();
        try {
            listener.onFeedEvent(feed, event);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** The endpoint, made if there is none. @throws TunerException when the application is not ready for it */
    TransportStreamListener listener() throws TunerException {
        MessageEndpoint present = endpoint;
        if (present == null) {
            try {
                present = factory.createEndpoint(null);
            } catch (UnavailableException | RuntimeException e) {
                throw new TunerException("no endpoint for feed " + feed + ": " + e.getMessage(), e);
            }
            endpoint = present;
        }
        return (TransportStreamListener) present;
    }

    /** Tells the endpoint if there is one: none is made to hear that it is over. */
    void tellIfPresent(FeedEvent event) throws TunerException {
        if (endpoint != null) {
            tell(event);
        }
    }

    private TunerException failed(RuntimeException e) {
        release();
        return new TunerException("the endpoint of feed " + feed + " failed: " + e, e);
    }

    void release() {
        MessageEndpoint present = endpoint;
        endpoint = null;
        if (present != null) {
            present.release();
        }
    }
}
