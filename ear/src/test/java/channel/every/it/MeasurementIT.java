package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.station.Reception;
import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of one machine that share nothing but the air, one on H2 and one on PostgreSQL, are measured by one of them while a
 * Prometheus scrapes both; and the measuring one is killed in between.
 */
final class MeasurementIT {
    private static final int ELAPSED_SECONDS = 8;

    @TempDir
    private Path directory;

    @Test
    void a_measurement_is_ok_only_after_its_time_and_survives_its_server() throws Exception {
        try (Air air = Air.on();
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                OperatedServer a = OperatedServer.create("every-channel-measured-a", variables("a"));
                OperatedServer b =
                        OperatedServer.create("every-channel-measured-b", variables("b") + database(postgres))) {
            air.receive("a", Reception.PERFECT);
            air.receive("b", new Reception(0, 0, Duration.ofMillis(180)));
            a.launch();
            b.start();
            a.ready();
            try (Prometheus prometheus = Prometheus.scraping(
                    directory, List.of(a.node().port(), b.node().port()))) {
                long execution = Prometheus.parsed(b.node()
                                .post("/v1/jobs/archive-convergence-measurement", parameters(a, b, prometheus))
                                .body())
                        .path("execution")
                        .asLong();
                JsonNode waiting =
                        Wait.until("samples that agree", () -> report(b, execution), report -> agreeing(report) > 2);
                assertThat(waiting.path("ok").asBoolean()).isFalse();
                assertThat(waiting.path("reasons").path(0).asText()).startsWith("samples agree for ");
                long samples = waiting.path("samples").asLong();
                long instance =
                        b.node().json("/v1/jobs/" + execution).path("instance").asLong();

                b.kill();
                b.start();

                JsonNode done = Wait.until(
                        "the end of the measurement",
                        () -> newest(b),
                        run -> run.path("status").asText().equals("completed"));
                assertThat(done.path("exit_status").asText()).isEqualTo("proven");
                assertThat(done.path("instance").asLong()).isEqualTo(instance);
                assertThat(done.path("execution").asLong()).isNotEqualTo(execution);
                JsonNode report = report(b, done.path("execution").asLong());
                assertThat(report.path("ok").asBoolean()).isTrue();
                assertThat(report.path("elapsed_seconds").asDouble()).isGreaterThanOrEqualTo(ELAPSED_SECONDS);
                assertThat(report.path("samples").asLong()).isGreaterThan(samples);
                assertThat(report.path("prometheus_series_present").size()).isPositive();
                assertThat(report.path("convergence").path("sources"))
                        .extracting(
                                source -> source.path("source_nodes").path(0).asText())
                        .containsExactlyInAnyOrder("node-a.a", "node-b.b");
                Wait.until(
                        "the verdict in Prometheus",
                        () -> prometheus.query("every_channel_archive_measurement_ok"),
                        List.of("1")::equals);
                assertThat(prometheus.query("up")).containsExactly("1", "1");
                Prometheus.check(b.node().get("/metrics").body(), "every_channel_");
            }
        }
    }

    private static Map<String, String> parameters(OperatedServer a, OperatedServer b, Prometheus prometheus) {
        return Map.of(
                "sources",
                "a=" + manifest(a, "a") + ",b=" + manifest(b, "b"),
                "broadcast",
                "demo",
                "elapsedSeconds",
                Integer.toString(ELAPSED_SECONDS),
                "intervalSeconds",
                "1",
                // So short that what a killed node lacks is soon out of sight.
                "spanSeconds",
                "12",
                "giveUpSeconds",
                "600",
                "prometheus",
                prometheus.url());
    }

    private static String manifest(OperatedServer server, String publisher) {
        return "http://127.0.0.1:" + server.node().port() + "/v1/archive-manifest?source=" + publisher;
    }

    private static JsonNode report(OperatedServer server, long execution) throws Exception {
        return server.node().json("/v1/jobs/" + execution + "/report");
    }

    private static long agreeing(JsonNode report) {
        return report.path("elapsed_seconds").asLong();
    }

    private static JsonNode newest(OperatedServer server) throws Exception {
        for (JsonNode job : server.node().json("/v1/jobs").path("jobs")) {
            if (job.path("name").asText().equals("archive-convergence-measurement")) {
                return job.path("runs").path(0);
            }
        }
        throw new AssertionError("no such job");
    }

    private static String variables(String name) {
        return """
                <variable name="every-channel.profile" value="demo"/>
                <variable name="every-channel.node-name" value="node-%1$s"/>
                <variable name="every-channel.manifests.allow" value="http://127.0.0.1:*"/>
                <variable name="every-channel.tuner.%1$s.url" value="http://127.0.0.1:%2$s"/>
                <variable name="every-channel.publisher.%1$s.tuner" value="%1$s"/>
                <variable name="every-channel.publisher.%1$s.channel" value="5.1"/>
                <variable name="every-channel.publisher.%1$s.broadcast" value="demo"/>
                """.formatted(name, System.getProperty("it.device." + name + ".port"));
    }

    private static String database(EmbeddedPostgres postgres) {
        return """
                <variable name="every-channel.database.driver" value="org.postgresql.xa.PGXADataSource"/>
                <variable name="every-channel.database.url" value="jdbc:postgresql://127.0.0.1:%d/postgres"/>
                <variable name="every-channel.database.user" value="postgres"/>
                <variable name="every-channel.database.password" value="postgres"/>
                """.formatted(postgres.getPort());
    }
}
