package channel.every.node;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Wakes the publishers at each chunk boundary; which windows are complete is for the choppers to know. */
@Singleton
@Startup
@DependsOn("NodeStart")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChunkTimer {
    @Resource
    TimerService timers;

    @Inject
    Publishers publishers;

    @PostConstruct
    void arm() {
        timers.createSingleActionTimer(publishers.millisToNextBoundary(), new TimerConfig(null, false));
    }

    @Timeout
    void boundary() {
        try {
            publishers.closeDue();
        } finally {
            arm();
        }
    }
}
