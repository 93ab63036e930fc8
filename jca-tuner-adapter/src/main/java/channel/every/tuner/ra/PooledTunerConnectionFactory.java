package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.DeviceReport;
import channel.every.tuner.Purpose;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** The factory as an application has it: connections come through the server's pool, feeds and leases from the adapter itself. */
final class PooledTunerConnectionFactory implements TunerConnectionFactory, Referenceable, Serializable {
    private static final long serialVersionUID = 1;

    private final TunerManagedConnectionFactory factory;
    private final ConnectionManager pool;
    private @Nullable Reference reference;

    PooledTunerConnectionFactory(TunerManagedConnectionFactory factory, ConnectionManager pool) {
        this.factory = factory;
        this.pool = pool;
    }

    @Override
    public TunerConnection connect(ChannelTune tune, Claim claim) throws TunerException {
        TunerHandle handle;
        try {
            handle = (TunerHandle) pool.allocateConnection(factory, new TuneRequest(tune, claim));
        } catch (ResourceException e) {
            throw refusal(tune, e);
        }
        return handle.tuned(factory.adapter().ledger().settings().opening());
    }

    /** Our own refusals come as the cause of the pool's; without one, the pool itself had no place. */
    private static TunerException refusal(ChannelTune tune, ResourceException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof TunerException ours) {
                return ours;
            }
        }
        return new TunerBusyException(
                "no place for " + tune + " in the server's connection pool: " + refused.getMessage(), refused);
    }

    @Override
    public void startFeed(String feed, ChannelTune tune, Purpose purpose) throws TunerException {
        factory.adapter().feeds().start(feed, tune, purpose);
    }

    @Override
    public void stopFeed(String feed) {
        factory.adapter().feeds().stop(feed);
    }

    @Override
    public List<DeviceReport> devices(List<URI> addresses) {
        return factory.adapter().ledger().survey(addresses);
    }

    @Override
    public List<TunerLease> leases() {
        return factory.adapter().ledger().leases();
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }
}
