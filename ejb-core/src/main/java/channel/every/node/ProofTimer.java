package channel.every.node;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.metrics.MetricFamily;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Lets the live proofs look every second and posts what they and the publishers count. */
@Singleton
@Startup
@DependsOn({"NodeStart", "RemoteProofs"})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProofTimer {
    @Inject
    LiveProofs proofs;

    @Inject
    Publishers publishers;

    @Inject
    StreamDirectory directory;

    @Inject
    NodeRelay relay;

    @Inject
    NodeEncoder encoder;

    @Inject
    Measurements measurements;

    @Inject
    RemoteProofs remote;

    @Inject
    MetricBoard board;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void look() {
        List<MetricFamily> families = new ArrayList<>();
        for (LiveProofs.Finding finding : proofs.judge()) {
            String name = finding.proof().value();
            families.addAll(
                    finding.readable()
                            ? ConvergenceMetrics.of(name, finding.report())
                            : ConvergenceMetrics.unreadable(name));
        }
        families.addAll(PublisherMetrics.of(publishers.all().toList()));
        families.addAll(directory.metrics());
        families.addAll(relay.metrics());
        families.addAll(publishers.archive().metrics());
        families.add(encoder.metrics());
        families.addAll(measurements.metrics());
        families.addAll(remote.metrics());
        board.post(families);
    }
}
