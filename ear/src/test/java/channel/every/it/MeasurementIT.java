package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.station.Reception;
import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of one machine that share nothing but the air, one on H2 and one on PostgreSQL, are measured by one of them while a
 * Prometheus scrapes both; and the measuring one is killed in between. It has a live proof over both, too, and a directory.
 */
final class MeasurementIT {
    private static final int ELAPSED_SECONDS = 12;

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
            int listening = FreePort.find();
            b.configure(proof(a, b, listening));
            a.launch();
            b.start();
            a.ready();
            provenLive(b, new Node(listening));
            offersManifests(a.node());
            String announced = announced(b.node());
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

                stoppedAndRestarted(b, instance, execution);
                Wait.until(
                        "a sample after its restart",
                        () -> report(b, newest(b).path("execution").asLong()),
                        report -> report.path("samples").asLong() > samples);

                b.kill();
                b.start();
                assertThat(b.node().json("/api/public-streams").path("streams"))
                        .as("what was announced before the crash and has not expired")
                        .extracting(stream -> stream.path("stream_id").asText())
                        .containsExactly(announced);

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
                        () -> prometheus.query(
                                "every_channel_archive_measurement_ok{job=\"every-channel\",proof=\"measured-demo\"}"),
                        List.of("1")::equals);
                assertThat(prometheus.query("up{job=\"every-channel\"}")).containsExactly("1", "1");
                Wait.until(
                        "the live proof's own scrape path, which Prometheus was told by the node",
                        () -> prometheus.query("every_channel_archive_measurement_required_seconds{job=\"proofs\"}"),
                        List.of("2")::equals);
                Prometheus.check(b.node().get("/metrics").body(), "every_channel_");
            }
        }
    }

    /** A live proof over both nodes, with its own scrape path here and its own address. */
    private static String proof(OperatedServer a, OperatedServer b, int listening) {
        return """
                <variable name="every-channel.proof.neighbours.sources" value="a=%s,b=%s"/>
                <variable name="every-channel.proof.neighbours.broadcast" value="demo"/>
                <variable name="every-channel.proof.neighbours.elapsed-seconds" value="2"/>
                <variable name="every-channel.proof.neighbours.interval-seconds" value="1"/>
                <variable name="every-channel.proof.neighbours.listen" value="127.0.0.1:%d"/>
                """.formatted(manifest(a, "a"), manifest(b, "b"), listening);
    }

    private static void provenLive(OperatedServer b, Node own) throws Exception {
        String ok = "every_channel_archive_measurement_ok{proof=\"neighbours\"}";
        Wait.until(
                "the live proof at its own address",
                () -> own.get("/metrics").body(),
                metrics -> metrics.contains(ok + " 1\n"));
        Prometheus.check(own.get("/metrics").body(), "every_channel_");
        assertThat(b.node().get("/v1/convergence/neighbours/metrics").body()).contains(ok + " 1\n");
        JsonNode report = b.node().json("/v1/convergence/neighbours");
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("sources"))
                .extracting(source -> source.path("source_nodes").path(0).asText())
                .containsExactly("node-a.a", "node-b.b");
        assertThat(b.node().json("/v1/discovery/proofs"))
                .extracting(
                        target -> target.path("labels").path("__metrics_path__").asText())
                .containsExactly("/v1/convergence/neighbours/metrics");
    }

    /** The manifest as lines for who copies it, and as a document for who asks for JSON. */
    private static void offersManifests(Node node) throws Exception {
        String page = "/v1/archive-manifest?broadcast=demo&limit=5";
        HttpResponse<String> lines = node.get(page);
        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        HttpResponse<String> document = node.get(page, "application/json");
        assertThat(document.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(document.headers().firstValue("Link"))
                .isEqualTo(lines.headers().firstValue("Link"));
        JsonNode json = Prometheus.parsed(document.body());
        assertThat(json.path("records").valueStream().map(JsonNode::toString))
                .containsExactlyElementsOf(lines.body().lines().toList());
        assertThat(lines.headers().firstValue("Link").orElse(""))
                .contains("after=" + json.path("next").asText());

        long third = json.path("records").path(2).path("received_unix_ms").asLong();
        assertThat(node.get(page + "&since=" + third).body().lines().findFirst())
                .isEqualTo(lines.body()
                        .lines()
                        .filter(line -> line.contains("\"received_unix_ms\":" + third))
                        .findFirst());
        assertThat(node.get("/v1/archive-manifest/newest?broadcast=demo&since=0", "application/json")
                        .body())
                .contains("\"records\"");
    }

    private static String announced(Node node) throws Exception {
        for (String stream : List.of("expires-at-once", "stays")) {
            HttpResponse<String> answer = node.post(
                    "/api/stream-upsert",
                    Map.of(
                            "stream_id",
                            stream,
                            "relay_url",
                            "https://relay.example/",
                            "broadcast_name",
                            stream,
                            "track_name",
                            "chunks",
                            "ttl_seconds",
                            stream.equals("stays") ? 3600 : 1));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        return "stays";
    }

    /** As an administrator does it on the server's own page, without a word to the node. */
    private static void stoppedAndRestarted(OperatedServer server, long instance, long execution) throws Exception {
        AdminApi admin = new AdminApi(server);
        assertThat(admin.instance(instance).path("jobXMLName").asText()).isEqualTo("archive-convergence-measurement");
        admin.act(instance, "stop");
        Wait.until(
                "its stop", () -> admin.instance(instance).path("batchStatus").asText(), "STOPPED"::equals);
        JsonNode stopped = server.node().json("/v1/jobs/" + execution);
        assertThat(stopped.path("status").asText()).isEqualTo("stopped");
        assertThat(stopped.path("interrupted").asBoolean()).isFalse();
        JsonNode kept = report(server, execution);
        assertThat(kept.path("ok").asBoolean()).isFalse();
        assertThat(kept.path("samples").asLong()).isPositive();
        admin.act(instance, "restart");
        Wait.until(
                "its restart",
                () -> newest(server),
                run -> run.path("execution").asLong() != execution
                        && run.path("instance").asLong() == instance);
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
