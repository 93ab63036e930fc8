package channel.every.cli;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.UrlPolicy;
import channel.every.convergence.measure.FileDiscovery;
import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.PrometheusQueries;
import channel.every.identity.Label;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is measured, for the commands that sample running publishers. */
final class MeasurementOptions {
    @Parameters(
            paramLabel = "NAME=URL",
            arity = "0..*",
            description = {
                "Publishers: a node (http://HOST:PORT/v1/archive-manifest?source=PUBLISHER)",
                "or a manifest's JSON lines on any web server. What they are called here says nothing",
                "about who made the records: that is in the records."
            })
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--file-sd",
            paramLabel = "FILE",
            description = "Take the sources from Prometheus' file-SD JSON, read anew for each sample.")
    private @Nullable Path fileSd;

    @Option(
            names = "--allow",
            paramLabel = "ORIGINS",
            defaultValue = "",
            description =
                    "Origins that sources of --file-sd may have, as in http://10.0.0.0/8:9080,https://*.example.net.")
    private String allow = "";

    @Option(names = "--broadcast", paramLabel = "NAME", required = true, description = "Whose manifests are sampled.")
    private String broadcast = "";

    @Option(
            names = "--track",
            paramLabel = "NAME",
            defaultValue = "publisher.m4s",
            description = "Default: ${DEFAULT-VALUE}, the track that carries proof.")
    private String track = "";

    @Option(names = "--proof", paramLabel = "NAME", description = "Label of the gauges. Default: the broadcast.")
    private @Nullable String proof;

    @Option(
            names = "--elapsed",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "How long samples have to agree without a break. Default: ${DEFAULT-VALUE}.")
    private double elapsed;

    @Option(
            names = "--span",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How far back a sample of a node looks. Default: ${DEFAULT-VALUE}.")
    private double span;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the bearer token that the nodes ask for.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--prometheus-url",
            paramLabel = "URL",
            description = "A Prometheus that must have series of the convergence gauges, or a sample proves nothing.")
    private @Nullable String prometheusUrl;

    @Option(
            names = "--prometheus-selector",
            paramLabel = "{LABEL=\"VALUE\"}",
            defaultValue = "",
            description = "Labels that those series must have.")
    private String selector = "";

    /** @throws IllegalArgumentException naming what is wrong */
    MeasurementSettings settings(double interval) {
        return new MeasurementSettings(
                new Label(proof == null ? broadcast : proof),
                new Label(broadcast),
                new Label(track),
                seconds("--elapsed", elapsed),
                seconds("--interval", interval),
                seconds("--span", span));
    }

    Measurement open(MeasurementSettings settings) throws IOException {
        Function<List<MeasuredSource>, UrlPolicy> origins = listed ->
                UrlPolicy.originsOf(listed.stream().map(MeasuredSource::url).toList());
        UrlPolicy policy = UrlPolicy.parse(allow);
        Measurement.SourceList list;
        if (fileSd == null) {
            List<MeasuredSource> named = MeasuredSource.parseProof(sources);
            policy = origins.apply(named);
            list = () -> named;
        } else {
            if (!sources.isEmpty()) {
                throw new IllegalArgumentException("give NAME=URL sources or --file-sd, not both");
            }
            if (allow.isBlank()) {
                throw new IllegalArgumentException(
                        "--file-sd needs --allow: the origins that a file may lead to, as in http://10.0.0.0/8:9080");
            }
            list = new FileDiscovery(fileSd);
        }
        PrometheusQueries prometheus = null;
        if (prometheusUrl != null) {
            prometheus = new PrometheusQueries(uri("--prometheus-url", prometheusUrl), selector);
            policy = policy.or(UrlPolicy.originsOf(List.of(prometheus.base())));
        }
        return new Measurement(
                settings,
                list,
                new BoundedClient(policy, BoundedClient.DEFAULT_PATIENCE),
                tokenFile == null ? null : Files.readString(tokenFile).strip(),
                prometheus,
                Files.createTempDirectory("ec-measure-"));
    }

    private static Duration seconds(String option, double seconds) {
        if (!(seconds > 0) || seconds > Duration.ofDays(3660).toSeconds()) {
            throw new IllegalArgumentException(
                    option + " must be more than 0 seconds, and less than ten years: " + seconds);
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    private static URI uri(String option, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " is no URL: \"" + text + '"', e);
        }
    }
}
