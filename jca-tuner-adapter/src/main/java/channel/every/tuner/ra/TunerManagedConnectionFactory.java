package channel.every.tuner.ra;

import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** Makes the pool's places and the factory applications look up. Factories of one adapter are equal. */
@ConnectionDefinition(
        connectionFactory = TunerConnectionFactory.class,
        connectionFactoryImpl = PooledTunerConnectionFactory.class,
        connection = TunerConnection.class,
        connectionImpl = TunerHandle.class)
public class TunerManagedConnectionFactory
        implements ManagedConnectionFactory, ResourceAdapterAssociation, ValidatingManagedConnectionFactory {
    private static final long serialVersionUID = 1;

    private transient @Nullable TunerResourceAdapter adapter;
    private transient @Nullable PrintWriter log;

    /** The adapter behind the factory. @throws IllegalStateException before the server has associated one */
    TunerResourceAdapter adapter() {
        TunerResourceAdapter present = adapter;
        if (present == null) {
            throw new IllegalStateException("the connection factory has no resource adapter yet");
        }
        return present;
    }

    @Override
    public Object createConnectionFactory(ConnectionManager pool) {
        return new PooledTunerConnectionFactory(this, pool);
    }

    @Override
    public Object createConnectionFactory() {
        return createConnectionFactory(new UnpooledConnections());
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, ConnectionRequestInfo request) {
        return new TunerManagedConnection(adapter().ledger());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable ManagedConnection matchManagedConnections(
            Set candidates, @Nullable Subject subject, ConnectionRequestInfo request) {
        TuneRequest wanted = (TuneRequest) request;
        for (Object candidate : candidates) {
            if (candidate instanceof TunerManagedConnection connection && connection.fits(wanted.tune())) {
                return connection;
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Set getInvalidConnections(Set candidates) {
        Set<Object> invalid = new HashSet<>();
        for (Object candidate : candidates) {
            if (!(candidate instanceof TunerManagedConnection connection) || !connection.valid()) {
                invalid.add(candidate);
            }
        }
        return invalid;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter ra) throws ResourceException {
        if (adapter != null && adapter != ra) {
            throw new jakarta.resource.spi.IllegalStateException("the factory has a resource adapter already");
        }
        adapter = (TunerResourceAdapter) ra;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        log = out;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TunerManagedConnectionFactory factory && Objects.equals(adapter, factory.adapter);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(adapter);
    }
}
