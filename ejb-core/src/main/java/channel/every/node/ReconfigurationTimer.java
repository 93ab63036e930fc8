package channel.every.node;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Looks every few seconds whether publishers and tuners are configured otherwise: they change without a restart. */
@Singleton
@Startup
@DependsOn("NodeStart")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReconfigurationTimer {
    private static final Logger LOG = System.getLogger(ReconfigurationTimer.class.getName());

    @Inject
    NodeConfiguration configuration;

    @Inject
    Publishers publishers;

    private String told = "";

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void look() {
        try {
            if (configuration.refresh()) {
                publishers.reconfigure();
            }
            told = "";
        } catch (IllegalArgumentException e) {
            // It stands in the configuration until somebody mends it: once is enough.
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(told)) {
                LOG.log(Level.ERROR, "the configuration stays as it was: {0}", reason);
            }
            told = reason;
        }
    }
}
