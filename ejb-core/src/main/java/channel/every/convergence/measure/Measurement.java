package channel.every.convergence.measure;

import channel.every.archive.http.BoundedClient;
import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.ManifestComparison;
import channel.every.convergence.ManifestRoot;
import channel.every.convergence.ProofSpan;
import channel.every.convergence.SourceReport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes samples of a measurement. The records of one sample at a time are kept, in manifest roots of their own below a directory. */
public final class Measurement implements Closeable {
    /** Sources of one measurement, found ones included: each may cost the disk 32 MB. */
    public static final int MAX_SOURCES = 64;

    private final MeasurementSettings settings;
    private final SourceList sources;
    private final ManifestSampler sampler;
    private final BoundedClient client;
    private final @Nullable PrometheusQueries prometheus;
    private final Path directory;
    private @Nullable ConvergenceReport convergence;

    /** Names the sources anew for each sample. */
    public interface SourceList {
        List<MeasuredSource> current() throws IOException;
    }

    /**
     * @param client closed with this
     * @param token for nodes that ask for one, or null
     * @param prometheus which must have the gauges, or null
     * @param directory made for this measurement; removed when it is closed
     */
    public Measurement(
            MeasurementSettings settings,
            SourceList sources,
            BoundedClient client,
            @Nullable String token,
            @Nullable PrometheusQueries prometheus,
            Path directory) {
        this.settings = settings;
        this.sources = sources;
        this.client = client;
        this.prometheus = prometheus;
        this.directory = directory;
        sampler = new ManifestSampler(settings, client, token);
    }

    /** Fetches a sample of every source, and compares them. What cannot be fetched is a reason, not an end. */
    public MeasuredSample take(long nowUnixMs) throws IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        List<ManifestRoot> roots = new ArrayList<>();
        List<FetchedSource> fetched = new ArrayList<>();
        for (MeasuredSource source : current(reasons)) {
            Path root = directory.resolve(source.name().value());
            try {
                sampler.fetch(source, root, nowUnixMs);
                roots.add(new ManifestRoot(source.name(), root));
                fetched.add(new FetchedSource(source.name(), true, 0, 0, null));
            } catch (IOException | IllegalArgumentException e) {
                reasons.add("source " + source.name() + ": " + e.getMessage());
                fetched.add(new FetchedSource(source.name(), false, 0, 0, e.getMessage()));
            }
        }
        ConvergenceReport report = compare(roots);
        convergence = report;
        reasons.addAll(report.reasons());
        Map<String, Boolean> present = series(reasons);
        return new MeasuredSample(
                nowUnixMs,
                reasons.isEmpty(),
                reasons,
                fetched.stream().map(each -> counted(each, report)).toList(),
                present,
                MeasuredSample.Totals.of(report));
    }

    /** The report of the latest sample, or null before the first. */
    public @Nullable ConvergenceReport convergence() {
        return convergence;
    }

    private List<MeasuredSource> current(List<String> reasons) {
        try {
            List<MeasuredSource> now = sources.current();
            if (now.size() > MAX_SOURCES) {
                reasons.add(now.size() + " sources, and at most " + MAX_SOURCES + " are sampled");
            }
            return now.stream().limit(MAX_SOURCES).toList();
        } catch (IOException | IllegalArgumentException e) {
            reasons.add("the sources are not known: " + e.getMessage());
            return List.of();
        }
    }

    private ConvergenceReport compare(List<ManifestRoot> roots) throws IOException {
        // Two samples never begin and end with the same record.
        return new ManifestComparison(
                        roots,
                        new ProofSpan.Overlap(),
                        Optional.of(settings.broadcast()),
                        settings.track(),
                        ConvergenceProof.DEFAULT_SAMPLES,
                        false)
                .report(Runnable::run);
    }

    private Map<String, Boolean> series(List<String> reasons) throws InterruptedException {
        if (prometheus == null) {
            return Map.of();
        }
        try {
            Map<String, Boolean> present = prometheus.present(client);
            present.forEach((gauge, there) -> {
                if (!there) {
                    reasons.add("Prometheus has no series of " + gauge);
                }
            });
            return present;
        } catch (IOException | IllegalArgumentException e) {
            reasons.add("Prometheus: " + e.getMessage());
            return Map.of();
        }
    }

    private static FetchedSource counted(FetchedSource fetched, ConvergenceReport report) {
        for (SourceReport source : report.sources()) {
            if (source.name().equals(fetched.name())) {
                return new FetchedSource(
                        fetched.name(),
                        fetched.fetched(),
                        source.records(),
                        source.invalidRecords() + source.tornRecords(),
                        fetched.failure());
            }
        }
        return fetched;
    }

    @Override
    public void close() throws IOException {
        client.close();
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
