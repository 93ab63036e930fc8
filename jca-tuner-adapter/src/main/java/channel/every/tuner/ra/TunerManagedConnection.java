package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import jakarta.resource.spi.ResourceAllocationException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A place in the server's pool. It holds a tuner only while an application holds a handle of it: an idle one fits any channel.
 * Equality is identity, as pools need it.
 */
final class TunerManagedConnection implements ManagedConnection {
    private final TunerLedger ledger;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<TunerHandle> handles = new ArrayList<>();
    private @Nullable PrintWriter log;
    private boolean destroyed;

    TunerManagedConnection(TunerLedger ledger) {
        this.ledger = ledger;
    }

    /** A handle that is being tuned: the factory waits for it, so that a refusal is no incident for the server to log. */
    @Override
    public TunerHandle getConnection(@Nullable Subject subject, ConnectionRequestInfo request)
            throws ResourceException {
        TuneRequest wanted = (TuneRequest) request;
        synchronized (this) {
            if (destroyed) {
                throw new jakarta.resource.spi.IllegalStateException("the connection is destroyed");
            }
        }
        try {
            TunerHandle handle = new TunerHandle(wanted.tune(), ledger.join(wanted.tune(), wanted.claim()), this);
            synchronized (this) {
                handles.add(handle);
            }
            return handle;
        } catch (TunerException e) {
            throw new ResourceAllocationException(e.getMessage(), e);
        }
    }

    /** Whether a request for {@code tune} may be served: nobody uses the connection, or for the same channel. */
    synchronized boolean fits(ChannelTune tune) {
        return !destroyed && handles.stream().allMatch(h -> h.tune().equals(tune));
    }

    synchronized boolean valid() {
        return !destroyed;
    }

    void closed(TunerHandle handle) {
        synchronized (this) {
            handles.remove(handle);
        }
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(l -> l.connectionClosed(event));
    }

    @Override
    public void associateConnection(Object connection) throws ResourceException {
        TunerHandle handle = (TunerHandle) connection;
        TunerManagedConnection from = handle.owner();
        if (from == null) {
            throw new jakarta.resource.spi.IllegalStateException("the handle is closed");
        }
        from.forget(handle);
        handle.moveTo(this);
        synchronized (this) {
            handles.add(handle);
        }
    }

    private synchronized void forget(TunerHandle handle) {
        handles.remove(handle);
    }

    @Override
    public void cleanup() {
        List<TunerHandle> open;
        synchronized (this) {
            open = List.copyOf(handles);
            handles.clear();
        }
        open.forEach(TunerHandle::disown);
    }

    @Override
    public void destroy() {
        synchronized (this) {
            destroyed = true;
        }
        cleanup();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("a broadcast has no transactions");
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new NotSupportedException("a broadcast has no transactions");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new TunerMetaData();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        log = out;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }
}
