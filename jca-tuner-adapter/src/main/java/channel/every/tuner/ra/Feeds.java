package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.Purpose;
import channel.every.tuner.TunerException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of the adapter and the endpoints they deliver to. Feeds that are started through the connection factory go to the
 * endpoint that was activated first without a channel of its own; before there is one they wait.
 */
final class Feeds {
    /** A tuner is freed at once; so long its feed may take to come back from the endpoint before we go on without it. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Feeds.class.getName());

    /** A feed that was started before there is an endpoint for it. */
    private record Wanted(ChannelTune tune, Purpose purpose) {}

    private final WorkManager workers;
    private final TunerLedger ledger;
    private final InstantSource clock;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<String, Wanted> waiting = new LinkedHashMap<>();
    private final Map<String, Feed> ending = new HashMap<>();

    Feeds(WorkManager workers, TunerLedger ledger, InstantSource clock) {
        this.workers = workers;
        this.ledger = ledger;
        this.clock = clock;
    }

    synchronized void start(String name, ChannelTune tune, Purpose purpose) throws TunerException {
        Feed running = running(name);
        if (running != null) {
            running.retune(tune);
            return;
        }
        Optional<Subscription> taker =
                subscriptions.stream().filter(Subscription::takesStartedFeeds).findFirst();
        if (taker.isEmpty()) {
            waiting.put(name, new Wanted(tune, purpose));
            return;
        }
        begin(taker.get(), name, tune, purpose);
    }

    synchronized void stop(String name) {
        waiting.remove(name);
        for (Subscription subscription : subscriptions) {
            Feed feed = subscription.feeds().remove(name);
            if (feed != null) {
                end(feed);
            }
        }
    }

    synchronized void activate(MessageEndpointFactory factory, TransportStreamActivation activation)
            throws ResourceException {
        Subscription subscription = new Subscription(factory, activation);
        Optional<ChannelTune> own = activation.tune();
        try {
            if (own.isPresent()) {
                if (running(activation.getFeed()) != null) {
                    throw new TunerException("feed " + activation.getFeed() + " runs already for another endpoint");
                }
                begin(subscription, activation.getFeed(), own.get(), Purpose.PROOF);
            } else {
                for (Map.Entry<String, Wanted> feed : waiting.entrySet()) {
                    Wanted wanted = feed.getValue();
                    begin(subscription, feed.getKey(), wanted.tune(), wanted.purpose());
                }
                waiting.clear();
            }
        } catch (TunerException e) {
            subscription.feeds().values().forEach(this::end);
            throw new ResourceException(e.getMessage(), e);
        }
        subscriptions.add(subscription);
    }

    /** Stops the feeds of the endpoint; when it returns nothing is delivered to it any more. */
    void deactivate(MessageEndpointFactory factory, TransportStreamActivation activation) {
        List<Feed> ended = new ArrayList<>();
        synchronized (this) {
            for (Subscription subscription : List.copyOf(subscriptions)) {
                if (subscription.isOf(factory, activation)) {
                    subscriptions.remove(subscription);
                    ended.addAll(subscription.feeds().values());
                }
            }
            ended.forEach(this::end);
        }
        awaitFinished(ended);
    }

    void stopAll() {
        List<Feed> ended = new ArrayList<>();
        synchronized (this) {
            subscriptions.forEach(s -> ended.addAll(s.feeds().values()));
            subscriptions.clear();
            waiting.clear();
            ended.forEach(this::end);
        }
        awaitFinished(ended);
    }

    private @Nullable Feed running(String name) {
        for (Subscription subscription : subscriptions) {
            Feed feed = subscription.feeds().get(name);
            if (feed != null && !feed.stopped()) {
                return feed;
            }
        }
        return null;
    }

    private void begin(Subscription subscription, String name, ChannelTune tune, Purpose purpose)
            throws TunerException {
        ending.values().removeIf(Feed::finished);
        EndpointSession endpoint = new EndpointSession(name, subscription.factory());
        Feed released = subscription.feeds().get(name);
        Claim claim = new Claim(name, purpose, false);
        Feed feed = new Feed(claim, tune, ledger, endpoint, clock, released == null ? ending.get(name) : released);
        try {
            workers.scheduleWork(feed);
        } catch (WorkException e) {
            feed.abandon();
            throw new TunerException("no thread for feed " + name + ": " + e.getMessage(), e);
        }
        subscription.feeds().put(name, feed);
    }

    private void end(Feed feed) {
        feed.stop();
        ending.put(feed.name(), feed);
    }

    private static void awaitFinished(List<Feed> feeds) {
        try {
            for (Feed feed : feeds) {
                if (!feed.awaitFinished(FAREWELL)) {
                    LOG.log(Level.WARNING, "feed " + feed.name() + " is still within its endpoint; its tuner is free");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
