package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.station.Reception;
import channel.every.station.StationRecording;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A node is killed in the middle of everything and started again. */
final class CrashIT {
    private static final Label BROADCAST = new Label("demo");
    private static final int SOME = 20;

    @Test
    void a_killed_node_goes_on_with_its_archive_and_contradicts_itself_nowhere() throws Exception {
        try (Air air = Air.on();
                OperatedServer server = OperatedServer.create("every-channel-crash", variables())) {
            air.receive("a", Reception.PERFECT);
            air.receive("b", new Reception(0, 0, Duration.ofMillis(180)));
            server.start();
            Node node = server.node();
            Wait.until("windows", () -> node.count("duplicate_sequences"), count -> count >= SOME);
            long ended = compared(server, node);
            long underWay = proving(air, node);

            server.kill();
            List<ArchiveRecord> before = acknowledged(server, "a");
            assertThat(before).hasSizeGreaterThan(SOME);
            Files.writeString(index(server, "a"), "{\"v\":1,\"stream_id\":\"ec/str", StandardOpenOption.APPEND);

            server.start();
            Wait.until("windows after it", () -> node.count("duplicate_sequences"), count -> count >= 2 * SOME);
            assertThat(node.json("/v1/jobs/" + ended).path("status").asText()).isEqualTo("completed");
            JsonNode goesOn = Json.mapper()
                    .readTree(node.post("/v1/jobs/" + underWay + "/restart", Map.of())
                            .body());
            JsonNode proven = Wait.until(
                    "the job that was under way",
                    () -> node.json("/v1/jobs/" + goesOn.path("execution").asLong()),
                    job -> job.path("status").asText().equals("completed"));
            assertThat(proven.path("exit_status").asText()).isEqualTo("proven");
            assertThat(proven.path("instance"))
                    .isEqualTo(node.json("/v1/jobs/" + underWay).path("instance"));
            server.kill();

            List<ArchiveRecord> after = acknowledged(server, "a");
            assertThat(after).startsWith(before.toArray(ArchiveRecord[]::new)).hasSizeGreaterThan(before.size());
            for (JsonNode group : convergence(server).path("groups")) {
                assertThat(group.path("source_local_divergent_sequences").asLong())
                        .isZero();
                assertThat(group.path("divergent_sequences").asLong()).isZero();
                assertThat(group.path("duplicate_sequences").asLong()).isGreaterThanOrEqualTo(2 * SOME / 2);
            }
        }
    }

    private static String variables() {
        StringBuilder variables = new StringBuilder("<variable name=\"every-channel.profile\" value=\"demo\"/>");
        for (String name : List.of("a", "b")) {
            variables.append("""
                    <variable name="every-channel.tuner.%1$s.url" value="http://127.0.0.1:%2$s"/>
                    <variable name="every-channel.publisher.%1$s.tuner" value="%1$s"/>
                    <variable name="every-channel.publisher.%1$s.channel" value="5.1"/>
                    <variable name="every-channel.publisher.%1$s.broadcast" value="demo"/>
                    """.formatted(name, System.getProperty("it.device." + name + ".port")));
        }
        return variables.toString();
    }

    /** A batch job that has ended, to be found again after the crash. */
    private static long compared(OperatedServer server, Node node) throws Exception {
        String sources = "a=" + server.data().resolve("manifests/a") + ",b="
                + server.data().resolve("manifests/b");
        JsonNode started = Json.mapper()
                .readTree(node.post("/v1/jobs/archive-convergence", Map.of("sources", sources, "overlap", "true"))
                        .body());
        long execution = started.path("execution").asLong();
        Wait.until(
                "the job",
                () -> node.json("/v1/jobs/" + execution).path("status").asText(),
                status -> status.equals("completed"));
        return execution;
    }

    /** A batch job that the crash will interrupt: it proves a recording of half a minute. */
    private static long proving(Air air, Node node) throws Exception {
        Path recording = Files.createTempFile("every-channel-", ".ts");
        recording.toFile().deleteOnExit();
        StationRecording.of(air.multiplex(), Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(30))
                .write(recording);
        JsonNode started = Json.mapper()
                .readTree(node.post("/v1/jobs/proof-windows", Map.of("input", recording.toString(), "profile", "demo"))
                        .body());
        long execution = started.path("execution").asLong();
        Wait.until(
                "the job's start",
                () -> node.json("/v1/jobs/" + execution).path("status").asText(),
                status -> status.equals("started"));
        return execution;
    }

    private static Path index(OperatedServer server, String publisher) {
        return server.data().resolve("manifests").resolve(publisher).resolve("demo/publisher.m4s.jsonl");
    }

    /** Every record of the index, each with its object in the store. */
    private static List<ArchiveRecord> acknowledged(OperatedServer server, String publisher) throws IOException {
        FileObjectStore store = new FileObjectStore(server.data().resolve("cas"));
        List<ArchiveRecord> records = new ArrayList<>();
        try (JsonLinesIndex index =
                new JsonLinesIndex(server.data().resolve("manifests").resolve(publisher))) {
            index.read(BROADCAST, ArchiveRecord.PROOF_TRACK, line -> {
                assertThat(line).isNotInstanceOf(IndexLine.Malformed.class);
                if (line instanceof IndexLine.Valid valid) {
                    records.add(valid.record());
                }
            });
        }
        for (ArchiveRecord record : records) {
            assertThat(store.get(Objects.requireNonNull(record.hash())))
                    .as("object of %s", record)
                    .isPresent();
        }
        return records;
    }

    /** What the operator's command says of both archives. */
    private static JsonNode convergence(OperatedServer server) throws IOException, InterruptedException {
        Process command = new ProcessBuilder(
                        Path.of("..", "server-config", "bin", "ec-node").toString(),
                        "archive-convergence",
                        "--overlap",
                        "a=" + server.data().resolve("manifests/a"),
                        "b=" + server.data().resolve("manifests/b"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode report = Json.mapper().readTree(command.getInputStream());
        assertThat(command.waitFor()).isZero();
        return report;
    }
}
