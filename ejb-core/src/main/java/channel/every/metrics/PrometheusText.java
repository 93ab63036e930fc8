package channel.every.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Prometheus text exposition format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
public final class PrometheusText {
    /** What to send it as. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /**
     * Families in the order of their first appearance, each named once: samples of families of one name are put together, so
     * that several proofs or publishers can each hand in their own.
     *
     * @throws IllegalArgumentException if families of one name differ in type or help, or two samples in nothing but the value
     */
    public static String render(List<MetricFamily> families) {
        StringBuilder text = new StringBuilder();
        for (MetricFamily family : merged(families)) {
            String name = family.name();
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(escaped(family.help()))
                    .append('\n');
            text.append("# TYPE ")
                    .append(name)
                    .append(' ')
                    .append(type(family.type()))
                    .append('\n');
            for (MetricFamily.Sample sample : family.samples()) {
                text.append(name);
                labels(text, sample.labels());
                text.append(' ').append(value(sample.value())).append('\n');
            }
        }
        return text.toString();
    }

    private static Collection<MetricFamily> merged(List<MetricFamily> families) {
        Map<String, MetricFamily> byName = new LinkedHashMap<>();
        for (MetricFamily family : families) {
            byName.merge(family.name(), family, MetricFamily::and);
        }
        return byName.values();
    }

    private static void labels(StringBuilder text, Map<String, String> labels) {
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(before).append(label.getKey()).append("=\"");
            text.append(escaped(label.getValue()).replace("\"", "\\\"")).append('"');
            before = ',';
        }
        if (before == ',') {
            text.append('}');
        }
    }

    private static String escaped(String free) {
        return free.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String type(MetricFamily.Type type) {
        return switch (type) {
            case GAUGE -> "gauge";
            case COUNTER -> "counter";
        };
    }

    /** As Go parses floats: whole numbers without a fraction, which also reads better. */
    private static String value(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }
}
