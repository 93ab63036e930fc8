package channel.every.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.metrics.PrometheusText;
import channel.every.moq.relay.RelaySnapshot;
import channel.every.moq.session.Refusal;
import channel.every.moq.session.SessionTotals;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RelayMetricsTest {
    private static final RelaySnapshot RELAY = new RelaySnapshot(
            3,
            100,
            2,
            4096,
            65536,
            7,
            1,
            new SessionTotals(5, 10, 2, 4, 1, 20, 200, 2000, 30, 300, 3000, Map.of(Refusal.GROUP_OLD, 6L)));

    @Test
    void each_cause_of_a_refusal_has_its_own_count() {
        assertThat(PrometheusText.render(RelayMetrics.of(RELAY)))
                .contains("every_channel_relay_refusals_total{cause=\"group_old\"} 6\n")
                .contains("every_channel_relay_refusals_total{cause=\"malformed\"} 0\n")
                .contains("every_channel_relay_payload_bytes_total{direction=\"sent\"} 2000\n")
                .contains("every_channel_relay_cache_bytes 4096\n");
    }

    @Test
    void promtool_has_nothing_to_say_against_it() throws Exception {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(PrometheusText.render(RelayMetrics.of(RELAY)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }
}
