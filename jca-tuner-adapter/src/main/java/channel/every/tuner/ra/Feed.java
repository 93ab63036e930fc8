package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.FeedEvent;
import channel.every.tuner.TunerException;
import jakarta.resource.spi.work.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One named feed: it delivers a channel to a message endpoint, in order, and comes back to the channel for ever until it is stopped.
 */
final class Feed implements Work {
    /** What one delivery carries at most, and how long it waits for that much: together 20 to 50 ms of a channel. Whole packets. */
    private static final int BATCH_BYTES = 348 * PacketGrid.PACKET_BYTES;

    private static final Duration BATCH_LINGER = Duration.ofMillis(30);

    private static final System.Logger LOG = System.getLogger(Feed.class.getName());

    private final Claim claim;
    private final String name;
    private final TunerLedger ledger;
    private final EndpointSession endpoint;
    private final InstantSource clock;
    private final @Nullable Feed predecessor;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ChannelTune tune;
    private boolean stopped;
    private @Nullable ReadConsumer consumer;
    private int failures;
    private String lastReason = "";

    /** @param predecessor a stopped feed of the same name that may still be delivering: this one begins after it */
    Feed(
            Claim claim,
            ChannelTune tune,
            TunerLedger ledger,
            EndpointSession endpoint,
            InstantSource clock,
            @Nullable Feed predecessor) {
        this.claim = claim;
        this.name = claim.holder();
        this.tune = tune;
        this.ledger = ledger;
        this.endpoint = endpoint;
        this.clock = clock;
        this.predecessor = predecessor;
    }

    String name() {
        return name;
    }

    boolean finished() {
        return finished.getCount() == 0;
    }

    boolean awaitFinished(Duration limit) throws InterruptedException {
        return finished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Another channel from now on; an equal one changes nothing. */
    void retune(ChannelTune other) {
        lock.lock();
        try {
            if (!other.equals(tune)) {
                tune = other;
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees the tuner at once and ends the feed; it waits for nothing. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            wake();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        if (consumer != null) {
            consumer.close();
        }
        changed.signalAll();
    }

    @Override
    public void release() {
        stop();
    }

    @Override
    public void run() {
        try {
            if (predecessor != null) {
                predecessor.finished.await();
            }
            for (ChannelTune now = tune(); !stopped(); now = tune()) {
                receive(now);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.INFO, "feed " + name + " ends: its thread was interrupted");
        } finally {
            finish();
        }
    }

    private void receive(ChannelTune now) throws InterruptedException {
        try {
            // No tuner is taken for an application that is not ready.
            endpoint.listener();
            try (ReadConsumer reception = join(now)) {
                String resource = reception.awaitOpen(ledger.settings().opening());
                LOG.log(Level.INFO, "feed " + name + " receives " + now);
                endpoint.tell(new FeedEvent.Opened(clock.instant(), resource));
                while (true) {
                    endpoint.deliver(reception.batch(BATCH_BYTES, BATCH_LINGER));
                    failures = 0;
                    lastReason = "";
                }
            }
        } catch (TunerException e) {
            lost(now, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "feed " + name, e);
            lost(now, new TunerException("feed " + name + " failed: " + e, e));
        }
    }

    private ReadConsumer join(ChannelTune now) throws TunerException {
        ReadConsumer joined = ledger.join(now, claim);
        lock.lock();
        try {
            consumer = joined;
            if (stopped || !now.equals(tune)) {
                joined.close();
            }
        } finally {
            lock.unlock();
        }
        return joined;
    }

    private void lost(ChannelTune was, TunerException cause) throws InterruptedException {
        if (stopped()) {
            return;
        }
        ChannelTune next = tune();
        if (!next.equals(was)) {
            failures = 0;
            tell(new FeedEvent.Lost(clock.instant(), "retuned from " + was + " to " + next, 0, 0));
            return;
        }
        failures++;
        Duration pause = ledger.settings().backoff().after(failures);
        String reason = String.valueOf(cause.getMessage());
        // A device can be away for days: each reason is worth one warning.
        LOG.log(reason.equals(lastReason) ? Level.DEBUG : Level.WARNING, "feed " + name + " lost its tuner: " + reason);
        lastReason = reason;
        tell(new FeedEvent.Lost(clock.instant(), reason, failures, pause.toMillis()));
        pause(pause, was);
    }

    private void tell(FeedEvent event) {
        try {
            endpoint.tell(event);
        } catch (TunerException e) {
            // Often the endpoint is itself the reason, which was logged just now.
            boolean known = lastReason.equals(e.getMessage());
            LOG.log(known ? Level.DEBUG : Level.WARNING, "feed " + name + " could not be told: " + e.getMessage());
        }
    }

    private void pause(Duration pause, ChannelTune was) throws InterruptedException {
        lock.lock();
        try {
            long nanos = pause.toNanos();
            while (nanos > 0 && !stopped && was.equals(tune)) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private ChannelTune tune() {
        lock.lock();
        try {
            return tune;
        } finally {
            lock.unlock();
        }
    }

    boolean stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        try {
            stop();
            endpoint.tellIfPresent(new FeedEvent.Stopped(clock.instant()));
        } catch (TunerException e) {
            LOG.log(Level.WARNING, "feed " + name + " could not be told of its end: " + e.getMessage(), e);
        } finally {
            endpoint.release();
            finished.countDown();
        }
    }

    /** Ends a feed that never got a thread. */
    void abandon() {
        stop();
        finished.countDown();
    }
}
