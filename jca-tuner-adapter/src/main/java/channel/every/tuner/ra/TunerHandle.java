package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An application's connection: one consumer of a shared read, closed once. */
final class TunerHandle implements TunerConnection {
    private final ChannelTune tune;
    private final ReadConsumer consumer;
    private final InputStream stream;
    private @Nullable TunerManagedConnection owner;

    TunerHandle(ChannelTune tune, ReadConsumer consumer, TunerManagedConnection owner) {
        this.tune = tune;
        this.consumer = consumer;
        this.stream = new TransportInputStream(consumer);
        this.owner = owner;
    }

    /** Waits until the tuner delivers; after a refusal the handle is closed. */
    TunerHandle tuned(Duration limit) throws TunerException {
        try {
            consumer.awaitOpen(limit);
            return this;
        } catch (TunerException e) {
            close();
            throw e;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new TunerException("interrupted while tuning to " + tune, e);
        }
    }

    @Override
    public InputStream transportStream() {
        return stream;
    }

    @Override
    public ChannelTune tune() {
        return tune;
    }

    @Override
    public void close() {
        TunerManagedConnection was = disown();
        if (was != null) {
            was.closed(this);
        }
    }

    /** Frees the tuner without telling the container, which does this itself. */
    @Nullable
    TunerManagedConnection disown() {
        TunerManagedConnection was;
        synchronized (this) {
            was = owner;
            owner = null;
        }
        consumer.close();
        return was;
    }

    synchronized @Nullable TunerManagedConnection owner() {
        return owner;
    }

    synchronized void moveTo(TunerManagedConnection other) {
        owner = other;
    }
}
