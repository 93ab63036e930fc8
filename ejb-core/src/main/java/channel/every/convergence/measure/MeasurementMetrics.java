package channel.every.convergence.measure;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A measurement as gauges {@code every_channel_archive_measurement_*}, and then those of its latest comparison. */
public final class MeasurementMetrics {
    private static final String PREFIX = "every_channel_archive_measurement_";

    /** A reason is a sentence; as a label it has to have an end. */
    private static final int REASON_CHARACTERS = 200;

    /** Reasons that are shown: the first of them say it. */
    private static final int MAX_REASONS = 16;

    private MeasurementMetrics() {}

    public static List<MetricFamily> of(MeasurementReport report) {
        String proof = report.proof().value();
        List<MetricFamily> families = new ArrayList<>();
        families.add(
                gauge("ok", "1 if samples have agreed for the required time.", sample(proof, report.ok() ? 1 : 0)));
        families.add(gauge("elapsed_seconds", "How long samples have agreed.", sample(proof, report.elapsedSeconds())));
        families.add(
                gauge("required_seconds", "How long samples have to agree.", sample(proof, report.requiredSeconds())));
        families.add(sources(
                report, "fetch_ok", "1 if a source's manifest could be fetched.", each -> each.fetched() ? 1 : 0));
        families.add(
                sources(report, "source_records", "Records of a source in the latest sample.", FetchedSource::records));
        families.add(sources(
                report,
                "invalid_records",
                "Lines of a source in the latest sample that are no records.",
                FetchedSource::invalidRecords));
        families.add(new MetricFamily(
                PREFIX + "prometheus_series_present",
                Type.GAUGE,
                "1 if Prometheus has series of a gauge.",
                report.prometheusSeriesPresent().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each ->
                                new Sample(Map.of("proof", proof, "metric", each.getKey()), each.getValue() ? 1 : 0))
                        .toList()));
        families.add(reasons(proof, report.reasons()));
        families.addAll(
                report.convergence() == null
                        ? ConvergenceMetrics.unreadable(proof)
                        : ConvergenceMetrics.of(proof, report.convergence()));
        return families;
    }

    private static MetricFamily reasons(String proof, List<String> reasons) {
        Stream<Sample> samples = reasons.stream()
                .map(reason -> steady(reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS))))
                .distinct()
                .limit(MAX_REASONS)
                .map(reason -> new Sample(Map.of("proof", proof, "reason", reason), 1));
        return new MetricFamily(
                PREFIX + "reason", Type.GAUGE, "1 for each reason that it is not ok.", samples.toList());
    }

    /** Numbers would make a series of every sample. */
    private static String steady(String reason) {
        return reason.replaceAll("\\b[0-9a-f]{64}\\b", "…").replaceAll("\\b\\d+(\\.\\d+)?\\b", "N");
    }

    private static MetricFamily sources(
            MeasurementReport report, String name, String help, ToLongFunction<FetchedSource> value) {
        return new MetricFamily(
                PREFIX + name,
                Type.GAUGE,
                help,
                report.sources().stream()
                        .map(each -> {
                            Map<String, String> labels = new TreeMap<>();
                            labels.put("proof", report.proof().value());
                            labels.put("source", each.name().value());
                            return new Sample(labels, value.applyAsLong(each));
                        })
                        .toList());
    }

    private static MetricFamily gauge(String name, String help, Sample sample) {
        return new MetricFamily(PREFIX + name, Type.GAUGE, help, List.of(sample));
    }

    private static Sample sample(String proof, double value) {
        return new Sample(Map.of("proof", proof), value);
    }
}
