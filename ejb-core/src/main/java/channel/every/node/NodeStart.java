package channel.every.node;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.naming.NamingException;

/** Starts the publishers with the application and stops them with it. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeStart {
    private static final Logger LOG = System.getLogger(NodeStart.class.getName());

    @Inject
    Publishers publishers;

    @Inject
    Manifests manifests;

    @Inject
    NodeRelay relay;

    @PostConstruct
    void start() {
        try {
            manifests.start();
            relay.start();
            publishers.start();
        } catch (IOException | NamingException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "the node cannot start: {0}", e.getMessage());
            throw new IllegalStateException("the node cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the node was stopped while it started", e);
        }
    }

    @PreDestroy
    void stop() {
        try {
            publishers.stop();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "an index did not close: {0}", e.getMessage());
        }
        relay.stop();
    }
}
