package channel.every.metrics;

import java.util.List;
import java.util.Map;

/**
 * All samples of one metric name.
 *
 * @param name Prometheus name, {@code _total} only on counters, base units
 * @param help one sentence
 */
public record MetricFamily(String name, Type type, String help, List<Sample> samples) {
    public MetricFamily {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("metric name must be lower snake case: \"" + name + '"');
        }
        samples = List.copyOf(samples);
    }

    public enum Type {
        GAUGE,
        COUNTER
    }

    /** @param labels label names and values; never a hash, for that would make a series of every window */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
        }
    }
}
