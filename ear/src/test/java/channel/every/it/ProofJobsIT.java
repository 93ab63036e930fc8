package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.station.StationRecording;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs as batch jobs of a running node: by its REST, by commands on other machines, by the server's own command line. */
final class ProofJobsIT {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path root = Path.of("unset");

    private static OperatedServer server;
    private static Path recording = Path.of("unset");

    @BeforeAll
    static void starts_a_node_without_tuners() throws Exception {
        try (Air air = Air.on()) {
            recording = StationRecording.of(air.multiplex(), FROM, Duration.ofSeconds(12))
                    .write(root.resolve("recording.ts"));
        }
        server = OperatedServer.create("every-channel-jobs", "");
        server.start();
    }

    @AfterAll
    static void stops_it() throws Exception {
        server.close();
    }

    @Test
    void nodes_are_compared_over_rest_with_the_recording_sent_under_its_hash() throws Exception {
        String node = "http://127.0.0.1:" + server.node().port();
        Path reports = root.resolve("reports");
        Ran ran = run(
                Path.of("..", "server-config", "bin", "ec-node"),
                "publisher-proof-remote-compare",
                "a=" + node,
                "b=" + node,
                "--input",
                recording.toString(),
                "--output-dir",
                reports.toString(),
                "--profile",
                "demo",
                "--require-ok");

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("copied 100 % of ", "% proven", "proven: ");
        JsonNode compared =
                Json.mapper().readTree(reports.resolve("compare.json").toFile());
        assertThat(compared.path("comparison").path("equal_windows").asInt()).isGreaterThan(5);
        assertThat(compared.path("targets")
                        .path(1)
                        .path("timing")
                        .path("proof_ms")
                        .asLong())
                .isPositive();
        JsonNode proof = newest("proof-windows");
        assertThat(proof.path("exit_status").asText()).isEqualTo("complete");
        assertThat(proof.path("progress_percent").asInt()).isEqualTo(100);
        assertThat(Path.of(proof.path("parameters").path("input").asText())).hasSameBinaryContentAs(recording);
    }

    @Test
    void the_servers_own_command_line_submits_stops_and_restarts_a_proof() throws Exception {
        Ran submitted = batchManager(
                "submit",
                "--applicationName=every-channel",
                "--moduleName=web-api.war",
                "--jobXMLName=proof-duplicates",
                "--jobParameter=inputs=here=" + recording + ",there=" + recording,
                "--jobParameter=profile=demo");
        assertThat(submitted.status()).as(submitted.output()).isZero();
        JsonNode started = Wait.until(
                "its first windows",
                () -> newest("proof-duplicates"),
                run -> run.path("progress_percent").asInt() > 0);
        String instance = started.path("instance").asText();

        batchManager("stop", "--jobInstanceId=" + instance);
        JsonNode stopped = Wait.until(
                "its stop",
                () -> newest("proof-duplicates"),
                run -> List.of("stopped", "completed")
                        .contains(run.path("status").asText()));
        assertThat(stopped.path("interrupted").asBoolean()).isFalse();
        assertThat(stopped.path("status").asText()).isEqualTo("stopped");
        Ran restarted = batchManager("restart", "--jobInstanceId=" + instance, "--reusePreviousParams");
        assertThat(restarted.status()).as(restarted.output()).isZero();
        JsonNode proven = Wait.until(
                "its end",
                () -> newest("proof-duplicates"),
                run -> run.path("status").asText().equals("completed"));

        assertThat(proven.path("instance").asText()).isEqualTo(instance);
        assertThat(proven.path("exit_status").asText()).isEqualTo("proven");
        JsonNode report =
                server.node().json("/v1/jobs/" + proven.path("execution").asLong() + "/report");
        assertThat(report.path("compared_windows").asInt()).isGreaterThan(5);
        assertThat(report.path("equal_windows")).isEqualTo(report.path("compared_windows"));
    }

    @Test
    void a_job_that_cannot_work_fails_with_its_reason() throws Exception {
        JsonNode started = Json.mapper()
                .readTree(server.node()
                        .post("/v1/jobs/proof-windows", Map.of("input", "/no/such/recording.ts", "chunkMs", "1001"))
                        .body());
        JsonNode failed = Wait.until(
                "its end",
                () -> server.node().json("/v1/jobs/" + started.path("execution").asLong()),
                run -> run.path("status").asText().equals("failed") && run.has("failure"));

        assertThat(failed.path("failure").asText()).isEqualTo("cannot read \"/no/such/recording.ts\"");
    }

    private static JsonNode newest(String job) throws Exception {
        for (JsonNode each : server.node().json("/v1/jobs").path("jobs")) {
            if (each.path("name").asText().equals(job)) {
                if (each.path("runs").isEmpty()) {
                    throw new IOException("no run of " + job + " yet");
                }
                return each.path("runs").get(0);
            }
        }
        throw new IOException("no job " + job);
    }

    private static Ran batchManager(String command, String... more) throws Exception {
        return run(
                Path.of(System.getProperty("every-channel.wlp"), "bin", "batchManager"),
                Stream.concat(
                                Stream.of(
                                        command,
                                        "--batchManager=127.0.0.1:" + server.httpsPort(),
                                        "--user=admin",
                                        "--password=" + OperatedServer.ADMIN_PASSWORD,
                                        "--trustSslCertificates"),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private record Ran(int status, String output) {}

    private static Ran run(Path program, String... arguments) throws Exception {
        Path output = Files.createTempFile(root, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES))
                    .as("%s ends", program)
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
