package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.metrics.PrometheusText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvergenceMetricsTest {
    private static final String GROUP =
            "{broadcast=\"la-kcop\",proof=\"kcop\",rendition=\"720p\",track=\"publisher.m4s\"} ";

    @Test
    void every_count_of_the_report_is_a_gauge() {
        String text = print(ConvergenceProofTest.proof(
                        new ProofSpan.Strict(),
                        Copy.of("a", 1),
                        Copy.of("b", 1),
                        Copy.of("a", 2),
                        Copy.of("b", 2).bytes("x").input("x").damaged(),
                        Copy.of("a", 3),
                        Copy.of("a", 3).bytes("y"),
                        Copy.of("b", 3),
                        Copy.of("a", 4),
                        Copy.of("a", 5).media(null),
                        Copy.of("b", 5),
                        Copy.of("b", 5).anonymous())
                .report());
        assertThat(text)
                .contains("every_channel_archive_convergence_ok{proof=\"kcop\"} 0\n")
                .contains("every_channel_archive_scrape_ok{proof=\"kcop\"} 1\n")
                .contains("every_channel_archive_source_records{proof=\"kcop\",source=\"a\"} 6\n")
                .contains("every_channel_archive_source_records{proof=\"kcop\",source=\"b\"} 5\n")
                .contains("every_channel_archive_observed_sequences" + GROUP + "5\n")
                .contains("every_channel_archive_duplicate_sequences" + GROUP + "2\n")
                .contains("every_channel_archive_duplicate_source_records" + GROUP + "2\n")
                .contains("every_channel_archive_divergent_sequences" + GROUP + "2\n")
                .contains("every_channel_archive_source_local_divergent_sequences" + GROUP + "1\n")
                .contains("every_channel_archive_missing_hashes" + GROUP + "1\n")
                .contains("every_channel_archive_missing_source_identity" + GROUP + "1\n")
                .contains("every_channel_archive_media_sequence_conflicts" + GROUP + "0\n")
                .contains("every_channel_archive_media_timing_missing" + GROUP + "1\n")
                .contains("every_channel_archive_divergent_sequences_by_cause{broadcast=\"la-kcop\",cause=\"reception\""
                        + ",proof=\"kcop\",rendition=\"720p\",track=\"publisher.m4s\"} 1\n");
    }

    @Test
    void an_unreadable_archive_is_a_red_proof_and_not_an_absent_one() {
        assertThat(PrometheusText.render(ConvergenceMetrics.unreadable("kcop")))
                .contains("every_channel_archive_convergence_ok{proof=\"kcop\"} 0\n")
                .contains("every_channel_archive_scrape_ok{proof=\"kcop\"} 0\n");
    }

    @Test
    void two_proofs_stand_on_one_page_and_promtool_has_nothing_to_say_about_it() throws Exception {
        ConvergenceReport report = ConvergenceProofTest.proof(
                        new ProofSpan.Strict(),
                        Copy.of("a", 1),
                        Copy.of("b", 1),
                        Copy.of("a", 1).rendition("audio"))
                .report();
        String page = PrometheusText.render(List.of(
                        ConvergenceMetrics.of("one", report),
                        ConvergenceMetrics.of("two", report),
                        ConvergenceMetrics.unreadable("three"))
                .stream()
                .flatMap(List::stream)
                .toList());
        assertThat(page).contains("{proof=\"one\"}", "{proof=\"two\"}", "{proof=\"three\"}");
        assertThat(promtool(page)).isEmpty();
    }

    private static String print(ConvergenceReport report) {
        return PrometheusText.render(ConvergenceMetrics.of("kcop", report));
    }

    /** What promtool(1) complains about. */
    private static String promtool(String page) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        return said;
    }
}
