package channel.every.tuner.ra;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.HashMap;
import java.util.Map;

/** An active message endpoint and the feeds that deliver to it, by name. Guarded by {@link Feeds}. */
final class Subscription {
    private final MessageEndpointFactory factory;
    private final TransportStreamActivation activation;
    private final Map<String, Feed> feeds = new HashMap<>();

    Subscription(MessageEndpointFactory factory, TransportStreamActivation activation) {
        this.factory = factory;
        this.activation = activation;
    }

    boolean isOf(MessageEndpointFactory someFactory, Object someActivation) {
        return factory.equals(someFactory) && activation == someActivation;
    }

    MessageEndpointFactory factory() {
        return factory;
    }

    /** An activation that names no channel takes the feeds that are started through the connection factory. */
    boolean takesStartedFeeds() {
        return activation.tune().isEmpty();
    }

    Map<String, Feed> feeds() {
        return feeds;
    }
}
