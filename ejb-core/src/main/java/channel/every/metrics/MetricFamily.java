package channel.every.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All samples of one metric name.
 *
 * @param name Prometheus name, {@code _total} on counters and on nothing else, base units
 * @param help one sentence
 * @param samples no two with equal labels
 */
public record MetricFamily(String name, Type type, String help, List<Sample> samples) {
    public MetricFamily {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("metric name must be lower snake case: \"" + name + '"');
        }
        if (name.endsWith("_total") != (type == Type.COUNTER)) {
            throw new IllegalArgumentException("_total belongs on counters and on nothing else: " + name);
        }
        if (help.isBlank()) {
            throw new IllegalArgumentException("metric without a help text: " + name);
        }
        samples = List.copyOf(samples);
        Set<Map<String, String>> series = new HashSet<>();
        for (Sample sample : samples) {
            if (!series.add(sample.labels())) {
                throw new IllegalArgumentException("two samples of " + name + " have the labels " + sample.labels());
            }
        }
    }

    /** This family with the samples of another one of the same name, type and help. */
    MetricFamily and(MetricFamily other) {
        if (type != other.type || !help.equals(other.help)) {
            throw new IllegalArgumentException("two metrics share the name " + name + " but not type and help");
        }
        List<Sample> all = new ArrayList<>(samples);
        all.addAll(other.samples);
        return new MetricFamily(name, type, help, all);
    }

    public enum Type {
        GAUGE,
        COUNTER
    }

    /** @param labels label names and values; never a hash, for that would make a series of every window */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            for (String name : labels.keySet()) {
                // A double underscore at the start is Prometheus' own.
                if (!name.matches("[a-zA-Z][a-zA-Z0-9_]*")) {
                    throw new IllegalArgumentException("metric label name: \"" + name + '"');
                }
            }
        }
    }
}
