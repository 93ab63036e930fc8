package channel.every.tuner.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAllocationException;
import java.util.HashSet;
import java.util.Set;

/** A server's pool in little: it keeps closed connections, cleans them up and gives them out again where they match. */
final class Pool implements ConnectionManager {
    private static final long serialVersionUID = 1;

    final transient Set<ManagedConnection> idle = new HashSet<>();
    private final int places;
    private int made;

    Pool(int places) {
        this.places = places;
    }

    int made() {
        return made;
    }

    @Override
    public synchronized Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo request)
            throws ResourceException {
        ManagedConnection match = factory.matchManagedConnections(idle, null, request);
        if (match == null) {
            if (made == places) {
                throw new ResourceAllocationException("no connection became free within 2 s");
            }
            match = factory.createManagedConnection(null, request);
            made++;
            match.addConnectionEventListener(new BackToThePool(match));
        }
        idle.remove(match);
        try {
            return match.getConnection(null, request);
        } catch (ResourceException e) {
            idle.add(match);
            throw e;
        }
    }

    private final class BackToThePool implements ConnectionEventListener {
        private final ManagedConnection connection;

        BackToThePool(ManagedConnection connection) {
            this.connection = connection;
        }

        @Override
        public void connectionClosed(ConnectionEvent event) {
            try {
                connection.cleanup();
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
            idle.add(connection);
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            throw new IllegalStateException("no such event is due");
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {}

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {}

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {}
    }
}
