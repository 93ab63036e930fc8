package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.proof.ProofWindows;
import channel.every.station.Reception;
import channel.every.station.StationRecording;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A node is killed in the middle of everything and started again. */
final class CrashIT {
    private static final Label BROADCAST = new Label("demo");
    private static final int SOME = 20;

    /** Of some fifty windows in the job's ledgers: more than an item of four in each of them. */
    private static final int MIDWAY = 20;

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
            JsonNode underWay = proving(air, server, node);
            List<String> committed = ledgers(server, underWay);

            server.kill();
            List<ArchiveRecord> before = acknowledged(server, "a");
            assertThat(before).hasSizeGreaterThan(SOME);
            Files.writeString(index(server, "a"), "{\"v\":1,\"stream_id\":\"ec/str", StandardOpenOption.APPEND);

            server.start();
            Wait.until("windows after it", () -> node.count("duplicate_sequences"), count -> count >= 2 * SOME);
            assertThat(node.json("/v1/jobs/" + ended).path("status").asText()).isEqualTo("completed");
            goesOn(server, node, underWay, committed);
            findsOldWindows(node, before);
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
        StringBuilder variables = new StringBuilder("""
                <variable name="every-channel.profile" value="demo"/>
                <variable name="every-channel.proof.span-seconds" value="45"/>
                """);
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

    /** A batch job that the crash will interrupt after its first windows: it proves a recording of half a minute. */
    private static JsonNode proving(Air air, OperatedServer server, Node node) throws Exception {
        Path recording = Files.createTempFile("every-channel-", ".ts");
        recording.toFile().deleteOnExit();
        StationRecording.of(air.multiplex(), Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(30))
                .write(recording);
        JsonNode started = Json.mapper()
                .readTree(node.post("/v1/jobs/proof-windows", Map.of("input", recording.toString(), "profile", "demo"))
                        .body());
        Wait.until("the job's first windows", () -> ledgers(server, started).size(), lines -> lines >= MIDWAY);
        return Wait.until(
                "its progress",
                () -> node.json("/v1/jobs/" + started.path("execution").asLong()),
                job -> job.path("progress_percent").asInt() > 0);
    }

    /** The lines of all ledgers of a job, without their heads. */
    private static List<String> ledgers(OperatedServer server, JsonNode job) throws IOException {
        Path directory =
                server.data().resolve("proofs").resolve(job.path("instance").asText());
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> ledgers = Files.newDirectoryStream(directory, "*.jsonl")) {
                for (Path ledger : ledgers) {
                    Files.readAllLines(ledger).stream()
                            .skip(1)
                            .filter(line -> line.endsWith("}"))
                            .map(line -> ledger.getFileName() + " " + line)
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }

    /** The killed job is marked and goes on by itself: without a window twice, and without one less. */
    private static void goesOn(OperatedServer server, Node node, JsonNode killed, List<String> committed)
            throws Exception {
        JsonNode proven = Wait.until(
                "the job that was under way",
                () -> newest(node, killed),
                job -> job.path("status").asText().equals("completed"));
        assertThat(proven.path("exit_status").asText()).isEqualTo("proven");
        assertThat(proven.path("execution").asLong())
                .isNotEqualTo(killed.path("execution").asLong());
        assertThat(proven.path("interrupted").asBoolean()).isFalse();
        JsonNode marked = node.json("/v1/jobs/" + killed.path("execution").asLong());
        assertThat(marked.path("interrupted").asBoolean()).isTrue();

        List<String> lines = ledgers(server, killed);
        assertThat(lines).as("what was committed is not made again").containsAll(allButTheLastItem(committed));
        Map<String, Set<Long>> windows = new HashMap<>();
        for (String line : lines) {
            JsonNode window = Json.mapper().readTree(line.substring(line.indexOf('{')));
            String publisher = line.substring(0, line.lastIndexOf('-', line.indexOf(".jsonl")));
            assertThat(windows.computeIfAbsent(publisher, name -> new TreeSet<>())
                            .add(window.path("chunk_index").asLong()))
                    .as("first time: %s", line)
                    .isTrue();
        }
        assertThat(windows).containsOnlyKeys("publisher-a", "publisher-b");
        assertThat(windows.values())
                .allSatisfy(indexes -> assertThat(indexes)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(Collections.min(indexes), Collections.max(indexes))
                                        .boxed()
                                        .toList())
                        .hasSizeGreaterThan(25));
    }

    /** One that the live proof has long left behind is judged from the archive, and its manifest is made. */
    private static void findsOldWindows(Node node, List<ArchiveRecord> before) throws Exception {
        long old = before.get(before.size() / 3).groupSequence().chunkIndex();
        Wait.until(
                "its window to be old",
                () -> node.json("/v1/streams/demo/windows?span=600")
                        .path("first_index")
                        .asLong(),
                first -> first > old);
        JsonNode window = node.json("/v1/streams/demo/windows/" + old);
        assertThat(window.path("renditions"))
                .hasSize(2)
                .extracting(rendition -> rendition.path("verdict").asText())
                .containsOnly("same");
        JsonNode manifest = node.json("/v1/streams/demo/a/manifest?chunks=3&start=" + old);
        assertThat(manifest.at("/manifest/chunk_start_index").asLong()).isEqualTo(old);
    }

    /** Each ledger's last item may be one whose checkpoint the crash has prevented. */
    private static List<String> allButTheLastItem(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i + ProofWindows.AT_ONCE < lines.size(); i++) {
            String ledger = lines.get(i).substring(0, lines.get(i).indexOf(' '));
            if (lines.get(i + ProofWindows.AT_ONCE).startsWith(ledger + " ")) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    /** The newest execution of a job's instance. */
    private static JsonNode newest(Node node, JsonNode of) throws Exception {
        for (JsonNode job : node.json("/v1/jobs").path("jobs")) {
            for (JsonNode run : job.path("runs")) {
                if (run.path("instance").asLong() == of.path("instance").asLong()) {
                    return run;
                }
            }
        }
        throw new IOException("no job of instance " + of.path("instance"));
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
