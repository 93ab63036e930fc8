package channel.every.node;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Lets the archive prune what has expired, every minute; a pass that takes longer is the only one. */
@Singleton
@Startup
@DependsOn("NodeStart")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionTimer {
    @Inject
    Publishers publishers;

    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void prune() {
        publishers.archive().prune();
    }
}
