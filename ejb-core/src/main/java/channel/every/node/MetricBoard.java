package channel.every.node;

import channel.every.metrics.MetricFamily;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Shows metric families of the pure rooms in MicroProfile Metrics; a series that is no longer posted disappears. */
@ApplicationScoped
public class MetricBoard {
    @Inject
    MetricRegistry registry;

    private final Map<MetricID, AtomicReference<Double>> gauges = new HashMap<>();
    private final Map<MetricID, Double> counted = new HashMap<>();
    private volatile List<MetricFamily> posted = List.of();

    /** What was posted last, for servers that serve no {@code /metrics} of their own. */
    public List<MetricFamily> posted() {
        return posted;
    }

    /** Replaces everything shown by these families. */
    public synchronized void post(List<MetricFamily> families) {
        posted = List.copyOf(families);
        Set<MetricID> named = new HashSet<>();
        for (MetricFamily family : families) {
            for (MetricFamily.Sample sample : family.samples()) {
                MetricID id = id(family, sample);
                named.add(id);
                switch (family.type()) {
                    case GAUGE -> set(id, family.help(), sample.value());
                    case COUNTER -> count(id, family.help(), sample.value());
                }
            }
        }
        gauges.keySet().removeIf(id -> !named.contains(id) && registry.remove(id));
    }

    private void set(MetricID id, String help, double value) {
        AtomicReference<Double> held = gauges.get(id);
        if (held == null) {
            AtomicReference<Double> first = new AtomicReference<>(value);
            registry.gauge(metadata(id.getName(), help), first, AtomicReference::get, id.getTagsAsArray());
            gauges.put(id, first);
        } else {
            held.set(value);
        }
    }

    /** The registry counts in whole steps: what is below one stays for the next post. */
    private void count(MetricID id, String help, double total) {
        Counter counter = registry.counter(metadata(id.getName(), help), id.getTagsAsArray());
        double before = counted.getOrDefault(id, 0.0);
        long step = (long) Math.floor(total - before);
        if (step > 0) {
            counter.inc(step);
        }
        counted.put(id, before + Math.max(step, 0));
    }

    private static MetricID id(MetricFamily family, MetricFamily.Sample sample) {
        Tag[] tags = sample.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> new Tag(label.getKey(), label.getValue()))
                .toArray(Tag[]::new);
        return new MetricID(family.name(), tags);
    }

    private static Metadata metadata(String name, String help) {
        return Metadata.builder().withName(name).withDescription(help).build();
    }

    /** The registry outlives the application on some servers. */
    @PreDestroy
    synchronized void clear() {
        gauges.keySet().forEach(registry::remove);
        counted.keySet().forEach(registry::remove);
    }
}
