package channel.every.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static final MetricFamily PROVEN = new MetricFamily(
            "every_channel_archive_convergence_ok",
            Type.GAUGE,
            "1 if every sequence of the proof is proven.",
            List.of(new Sample(Map.of("proof", "kcop", "broadcast", "la-kcop"), 1)));

    @Test
    void a_family_is_help_type_and_samples_with_sorted_labels() {
        assertThat(PrometheusText.render(List.of(PROVEN))).isEqualTo("""
                # HELP every_channel_archive_convergence_ok 1 if every sequence of the proof is proven.
                # TYPE every_channel_archive_convergence_ok gauge
                every_channel_archive_convergence_ok{broadcast="la-kcop",proof="kcop"} 1
                """);
    }

    @Test
    void families_of_one_name_are_one_family() {
        MetricFamily other = gauge("every_channel_archive_convergence_ok", PROVEN.help(), Map.of("proof", "kttv"), 0);
        assertThat(PrometheusText.render(List.of(PROVEN, other)).lines())
                .hasSize(4)
                .endsWith("every_channel_archive_convergence_ok{proof=\"kttv\"} 0");
    }

    @Test
    void families_of_one_name_that_mean_different_things_are_refused() {
        MetricFamily other = gauge("every_channel_archive_convergence_ok", "Something else.", Map.of(), 0);
        assertThatThrownBy(() -> PrometheusText.render(List.of(PROVEN, other)))
                .hasMessageContaining("every_channel_archive_convergence_ok");
    }

    @Test
    void one_series_twice_is_refused() {
        assertThatThrownBy(() -> PrometheusText.render(List.of(PROVEN, PROVEN))).hasMessageContaining("la-kcop");
    }

    @Test
    void numbers_are_printed_as_prometheus_reads_them() {
        assertThat(value(0.25)).isEqualTo("0.25");
        assertThat(value(7_287_381_184_512d)).isEqualTo("7287381184512");
        assertThat(value(1e300)).isEqualTo("1.0E300");
        assertThat(value(-0.0)).isEqualTo("0");
        assertThat(value(Double.NaN)).isEqualTo("NaN");
        assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    }

    @Test
    void names_that_promtool_would_complain_about_make_no_family() {
        assertThatThrownBy(() -> gauge("every_channel_things_total", "Things.", Map.of(), 1))
                .hasMessageContaining("_total");
        assertThatThrownBy(() -> new MetricFamily("every_channel_things", Type.COUNTER, "Things.", List.of()))
                .hasMessageContaining("_total");
        assertThatThrownBy(() -> gauge("everyChannel", "Things.", Map.of(), 1)).hasMessageContaining("everyChannel");
        assertThatThrownBy(() -> gauge("every_channel_things", " ", Map.of(), 1))
                .hasMessageContaining("help");
        assertThatThrownBy(() -> new Sample(Map.of("__name", "x"), 1)).hasMessageContaining("__name");
    }

    @Test
    void promtool_finds_nothing_to_say() throws IOException, InterruptedException {
        String text = PrometheusText.render(List.of(
                PROVEN,
                gauge("every_channel_clock_anchor_margin_seconds", "Quotes \" and\nlines and \\.", Map.of(), 0.3),
                gauge("every_channel_tuner_busy_ratio", "Busy.", Map.of("device", "a \"b\" \\ c\nd é"), Double.NaN),
                gauge("every_channel_store_free_bytes", "Free.", Map.of(), 1e300),
                new MetricFamily(
                        "every_channel_window_closed_total",
                        Type.COUNTER,
                        "Windows closed.",
                        List.of(new Sample(Map.of("publisher", "a"), 12), new Sample(Map.of("publisher", "b"), 0)))));
        assertThat(promtool(text)).isEmpty();
    }

    /** What {@code promtool check metrics} complains about; nothing if the text is clean. */
    private static String promtool(String text) throws IOException, InterruptedException {
        Process check = start();
        try (OutputStream in = check.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = check.waitFor();
        return status == 0 ? said : said + "exit " + status;
    }

    private static Process start() {
        try {
            return new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw new AssertionError("promtool is missing; install it with: apt-get install prometheus", missing);
        }
    }

    private static MetricFamily gauge(String name, String help, Map<String, String> labels, double value) {
        return new MetricFamily(name, Type.GAUGE, help, List.of(new Sample(labels, value)));
    }

    private static String value(double value) {
        String text = PrometheusText.render(List.of(gauge("every_channel_x", "X.", Map.of(), value)));
        return text.substring(text.lastIndexOf(' ') + 1, text.length() - 1);
    }
}
