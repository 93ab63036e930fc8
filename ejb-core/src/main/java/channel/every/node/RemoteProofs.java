package channel.every.node;

import channel.every.convergence.measure.MeasurementMetrics;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.identity.Label;
import channel.every.metrics.MetricFamily;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.Config;

/** The live proofs over other nodes: samples each of them when its time has come. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RemoteProofs {
    private static final Logger LOG = System.getLogger(RemoteProofs.class.getName());

    @Inject
    NodeConfiguration configuration;

    @Inject
    Publishers publishers;

    @Inject
    Config config;

    private final Map<Label, RemoteProof> proofs = new LinkedHashMap<>();
    private final ReentrantLock looking = new ReentrantLock();

    @PostConstruct
    void open() {
        String token =
                config.getOptionalValue(Measurements.TOKEN_KEY, String.class).orElse(null);
        for (RemoteProofSettings each : RemoteProofSettings.read(
                config.getPropertyNames(), key -> config.getOptionalValue(key, String.class))) {
            proofs.put(
                    each.name(),
                    new RemoteProof(
                            each,
                            token,
                            configuration.settings().data().resolve("measure").resolve("proof-" + each.name())));
        }
    }

    /** A sample may take longer than a second; the next one waits for it, and no more than one does. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void look() {
        if (!looking.tryLock()) {
            return;
        }
        try {
            for (RemoteProof proof : proofs.values()) {
                proof.look(publishers.clock().millis());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a live proof cannot take a sample: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looking.unlock();
        }
    }

    @PreDestroy
    void close() {
        for (RemoteProof proof : proofs.values()) {
            try {
                proof.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "samples of a live proof stay behind: {0}", e.getMessage());
            }
        }
    }

    /** The names of all of them. */
    public List<Label> names() {
        return List.copyOf(proofs.keySet());
    }

    /** What a proof has found so far; empty if there is none of this name. */
    public Optional<MeasurementReport> report(Label proof) {
        return Optional.ofNullable(proofs.get(proof)).map(RemoteProof::report);
    }

    /** What all of them have found so far. */
    public List<MeasurementReport> reports() {
        return proofs.values().stream().map(RemoteProof::report).toList();
    }

    public List<MetricFamily> metrics() {
        return proofs.values().stream()
                .flatMap(proof -> MeasurementMetrics.of(proof.report()).stream())
                .toList();
    }
}
