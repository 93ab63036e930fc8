package channel.every.convergence;

import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A report as gauges {@code every_channel_archive_*}, labelled by proof and group; never by hash. */
public final class ConvergenceMetrics {
    private static final String PREFIX = "every_channel_archive_";

    private ConvergenceMetrics() {}

    /** @param proof the name that tells this proof from others on one page */
    public static List<MetricFamily> of(String proof, ConvergenceReport report) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(state(proof, "convergence_ok", "1 if the proof holds.", report.ok()));
        families.add(state(proof, "scrape_ok", "1 if the archives could be read.", true));
        families.add(sources(proof, report));
        families.add(causes(proof, report));
        gauge(
                families,
                proof,
                report,
                "duplicate_source_records",
                "Copies beyond the first of equal bytes, by distinct sources.",
                GroupReport::duplicateSourceRecords);
        gauge(
                families,
                proof,
                report,
                "observed_sequences",
                "Sequences that were compared.",
                GroupReport::observedSequences);
        gauge(
                families,
                proof,
                report,
                "duplicate_sequences",
                "Sequences with equal bytes from two sources or more.",
                GroupReport::duplicateSequences);
        gauge(
                families,
                proof,
                report,
                "divergent_sequences",
                "Sequences with different bytes.",
                GroupReport::divergentSequences);
        gauge(
                families,
                proof,
                report,
                "source_local_divergent_sequences",
                "Sequences with different bytes of one source.",
                GroupReport::sourceLocalDivergentSequences);
        gauge(
                families,
                proof,
                report,
                "missing_hashes",
                "Hashes that a source should have and has not.",
                GroupReport::missingHashes);
        gauge(
                families,
                proof,
                report,
                "missing_source_identity",
                "Records that do not say who made them.",
                GroupReport::missingSourceIdentity);
        gauge(
                families,
                proof,
                report,
                "media_sequence_conflicts",
                "Sequences that lie on different moments at different sources.",
                GroupReport::mediaSequenceConflicts);
        gauge(
                families,
                proof,
                report,
                "media_timing_missing",
                "Media records without timing.",
                GroupReport::mediaTimingMissing);
        return families;
    }

    /** What a proof shows whose archives could not be read: it is there, and red. */
    public static List<MetricFamily> unreadable(String proof) {
        return List.of(
                state(proof, "convergence_ok", "1 if the proof holds.", false),
                state(proof, "scrape_ok", "1 if the archives could be read.", false));
    }

    private static MetricFamily state(String proof, String name, String help, boolean holds) {
        return new MetricFamily(
                PREFIX + name, Type.GAUGE, help, List.of(new Sample(Map.of("proof", proof), holds ? 1 : 0)));
    }

    private static MetricFamily sources(String proof, ConvergenceReport report) {
        List<Sample> samples = report.sources().stream()
                .map(source -> new Sample(
                        Map.of("proof", proof, "source", source.name().value()), source.records()))
                .toList();
        return new MetricFamily(PREFIX + "source_records", Type.GAUGE, "Records that a source has.", samples);
    }

    private static MetricFamily causes(String proof, ConvergenceReport report) {
        List<Sample> samples = new ArrayList<>();
        for (GroupReport group : report.groups()) {
            for (DivergenceCause cause : DivergenceCause.values()) {
                Map<String, String> labels = labels(proof, group);
                labels.put("cause", cause.text());
                samples.add(new Sample(labels, group.causes().of(cause)));
            }
        }
        return new MetricFamily(
                PREFIX + "divergent_sequences_by_cause",
                Type.GAUGE,
                "Sequences with different bytes, by cause.",
                samples);
    }

    private static void gauge(
            List<MetricFamily> families,
            String proof,
            ConvergenceReport report,
            String name,
            String help,
            ToLongFunction<GroupReport> value) {
        List<Sample> samples = report.groups().stream()
                .map(group -> new Sample(labels(proof, group), value.applyAsLong(group)))
                .toList();
        families.add(new MetricFamily(PREFIX + name, Type.GAUGE, help, samples));
    }

    private static Map<String, String> labels(String proof, GroupReport group) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("proof", proof);
        labels.put("broadcast", group.broadcast().value());
        labels.put("rendition", group.rendition().name().value());
        labels.put("track", group.track().value());
        return labels;
    }
}
