package channel.every.node;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.convergence.measure.MeasurementMetrics;
import channel.every.identity.Label;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.http.ListenAddress;
import channel.every.metrics.http.MetricsListener;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Live proofs that are served at an address of their own, {@code every-channel.proof.<name>.listen=HOST:PORT}. */
@Singleton
@Startup
@DependsOn("RemoteProofs")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProofListeners {
    @Inject
    LiveProofs live;

    @Inject
    RemoteProofs remote;

    @Inject
    Config config;

    private final List<MetricsListener> listeners = new ArrayList<>();

    @PostConstruct
    void open() {
        Stream.concat(live.names().stream(), remote.names().stream()).forEach(this::open);
    }

    private void open(Label proof) {
        String key = "every-channel.proof." + proof + ".listen";
        Optional<String> address = config.getOptionalValue(key, String.class);
        if (address.isPresent()) {
            try {
                listeners.add(MetricsListener.open(ListenAddress.parse(address.get()), () -> metrics(proof)));
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalStateException(key + ": " + e.getMessage(), e);
            }
        }
    }

    /** What one live proof shows, of either kind. */
    public List<MetricFamily> metrics(Label proof) {
        return remote.report(proof)
                .map(MeasurementMetrics::of)
                .or(() -> live.finding(proof)
                        .filter(LiveProofs.Finding::readable)
                        .map(finding -> ConvergenceMetrics.of(proof.value(), finding.report())))
                .orElseGet(() -> ConvergenceMetrics.unreadable(proof.value()));
    }

    @PreDestroy
    void close() {
        listeners.forEach(MetricsListener::close);
    }
}
