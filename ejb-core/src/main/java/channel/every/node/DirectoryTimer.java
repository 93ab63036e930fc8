package channel.every.node;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Refreshes the node's own entries well within their time to live. */
@Singleton
@Startup
@DependsOn("NodeStart")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DirectoryTimer {
    @Inject
    StreamDirectory directory;

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void refresh() {
        directory.refresh();
    }
}
