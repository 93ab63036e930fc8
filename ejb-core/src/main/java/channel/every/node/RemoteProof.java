package channel.every.node;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.UrlPolicy;
import channel.every.convergence.measure.MeasuredSample;
import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.MeasurementWindow;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A live proof over other nodes, one sample after the other. */
final class RemoteProof {
    private final MeasurementSettings settings;
    private final Measurement measurement;
    private final MeasurementWindow window;
    private @Nullable MeasuredSample latest;
    private volatile MeasurementReport report;
    private long dueUnixMs;

    /** @param directory for the records of a sample */
    RemoteProof(RemoteProofSettings proof, @Nullable String token, Path directory) {
        settings = proof.measurement();
        // The operator wrote these URLs by hand.
        UrlPolicy policy = UrlPolicy.originsOf(
                proof.sources().stream().map(MeasuredSource::url).toList());
        measurement = new Measurement(
                settings,
                proof::sources,
                new BoundedClient(policy, BoundedClient.DEFAULT_PATIENCE),
                token,
                null,
                directory);
        window = new MeasurementWindow(settings);
        report = MeasurementReport.of(settings, window, null, null);
    }

    /** Takes a sample if it is time for one. */
    void look(long nowUnixMs) throws IOException, InterruptedException {
        if (nowUnixMs < dueUnixMs) {
            return;
        }
        dueUnixMs = nowUnixMs + settings.interval().toMillis();
        MeasuredSample sample = measurement.take(nowUnixMs);
        latest = sample;
        window.add(sample);
        report = MeasurementReport.of(settings, window, latest, measurement.convergence());
    }

    MeasurementReport report() {
        return report;
    }

    void close() throws IOException {
        measurement.close();
    }
}
