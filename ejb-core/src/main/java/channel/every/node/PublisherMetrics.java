package channel.every.node;

import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import channel.every.node.PublisherBook.LossCause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What publishers count, as metric families labelled by publisher and broadcast. */
final class PublisherMetrics {
    private PublisherMetrics() {}

    static List<MetricFamily> of(List<Publisher> publishers) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(family(
                "every_channel_tuner_receiving",
                Type.GAUGE,
                "1 while the publisher's tuner delivers.",
                publishers,
                publisher -> publisher.tuner().state() == TunerStatus.State.RECEIVING ? 1 : 0));
        families.add(family(
                "every_channel_tuner_scrambled",
                Type.GAUGE,
                "1 while the broadcaster scrambles the program.",
                publishers,
                publisher -> publisher.page().scrambled() ? 1 : 0));
        families.add(family(
                "every_channel_clock_synced",
                Type.GAUGE,
                "1 while windows stand on the broadcast's own UTC.",
                publishers,
                publisher -> publisher.page().clock().synced() ? 1 : 0));
        families.add(family(
                "every_channel_stream_broadcast_scope",
                Type.GAUGE,
                "1 while the stream is named by its broadcast, 0 while by its source alone.",
                publishers,
                publisher -> publisher.page().broadcastScope() ? 1 : 0));
        families.add(namings(publishers));
        families.add(family(
                "every_channel_clock_epochs_total",
                Type.COUNTER,
                "Clock epochs begun.",
                publishers,
                publisher -> publisher.page().epochs()));
        families.add(family(
                "every_channel_window_archived_total",
                Type.COUNTER,
                "Windows archived with every rendition.",
                publishers,
                publisher -> publisher.page().archived()));
        families.add(dropped(publishers));
        families.add(family(
                "every_channel_window_waiting",
                Type.GAUGE,
                "Windows that wait for the encoder.",
                publishers,
                Publisher::windowsWaiting));
        families.add(family(
                "every_channel_encode_cpu_seconds",
                Type.GAUGE,
                "CPU time of the encoder since the publisher started, user and system.",
                publishers,
                publisher -> publisher.page().encodeCpuTotal().toMillis() / 1000.0));
        families.add(known(
                "every_channel_window_lag_seconds",
                "From the end of the newest archived window on air to its record's sync.",
                publishers));
        families.addAll(StreamErrorMetrics.of(publishers.stream()
                .map(publisher -> new StreamErrorMetrics.Watched(labels(publisher), publisher.reception()))
                .toList()));
        return families;
    }

    private static MetricFamily family(
            String name, Type type, String help, List<Publisher> publishers, ToDoubleFunction<Publisher> value) {
        return new MetricFamily(
                name,
                type,
                help,
                publishers.stream()
                        .map(publisher -> new Sample(labels(publisher), value.applyAsDouble(publisher)))
                        .toList());
    }

    private static MetricFamily known(String name, String help, List<Publisher> publishers) {
        List<Sample> samples = new ArrayList<>();
        for (Publisher publisher : publishers) {
            var lag = publisher.page().lag();
            if (lag != null) {
                samples.add(new Sample(labels(publisher), lag.toMillis() / 1000.0));
            }
        }
        return new MetricFamily(name, Type.GAUGE, help, samples);
    }

    private static MetricFamily namings(List<Publisher> publishers) {
        List<Sample> samples = new ArrayList<>();
        for (Publisher publisher : publishers) {
            Map<Naming, Long> counts = publisher.page().namings();
            for (Naming naming : List.of(Naming.PROMOTED, Naming.DEMOTED)) {
                Map<String, String> labels = labels(publisher);
                labels.put("change", naming.text());
                samples.add(new Sample(labels, counts.getOrDefault(naming, 0L)));
            }
        }
        return new MetricFamily(
                "every_channel_stream_scope_changes_total",
                Type.COUNTER,
                "Promotions of the stream to broadcast scope, and demotions to source scope.",
                samples);
    }

    private static MetricFamily dropped(List<Publisher> publishers) {
        List<Sample> samples = new ArrayList<>();
        for (Publisher publisher : publishers) {
            Map<LossCause, Long> dropped = publisher.page().dropped();
            for (LossCause cause : LossCause.values()) {
                Map<String, String> labels = labels(publisher);
                labels.put("cause", cause.text());
                samples.add(new Sample(labels, dropped.getOrDefault(cause, 0L)));
            }
        }
        return new MetricFamily(
                "every_channel_window_dropped_total", Type.COUNTER, "Windows lost, by where they were lost.", samples);
    }

    private static Map<String, String> labels(Publisher publisher) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("publisher", publisher.settings().name().value());
        labels.put("broadcast", publisher.settings().broadcast().value());
        return labels;
    }
}
