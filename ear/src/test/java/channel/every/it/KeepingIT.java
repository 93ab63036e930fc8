package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.CasPath;
import channel.every.hash.Blake3Hash;
import channel.every.json.Json;
import channel.every.station.Reception;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk fills up and is made room on, whose objects rot, whom another archive syncs with, and whose encoder changes. */
final class KeepingIT {
    private static final int DISK_MB = 96;
    private static final int RESERVE_MB = 32;
    private static final String ALARM = "the encoder made other bytes of the reference than its build did before";

    private final int peerPort;

    @TempDir
    Path elsewhere;

    @TempDir
    Path tools;

    KeepingIT() throws IOException {
        peerPort = FreePort.find();
    }

    @Test
    void a_full_disk_stops_writing_and_room_lets_it_go_on_and_what_is_there_can_be_synced_and_repaired()
            throws Exception {
        try (Air air = Air.on();
                OperatedServer server = OperatedServer.create("every-channel-keeping", variables());
                SmallDisk disk = SmallDisk.mount(server.data(), DISK_MB)) {
            air.receive("a", Reception.PERFECT);
            server.start();
            Node node = server.node();
            Wait.until("windows", () -> archived(node), count -> count >= 5);
            assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);

            Path filler = disk.fill((RESERVE_MB - 8L) << 20);
            Wait.until("the health to say that the store is full", () -> node.get("/health/ready"), KeepingIT::full);
            Wait.until(
                    "a refused put", () -> metric(node, "every_channel_store_puts_refused_total"), count -> count >= 2);
            assertThat(metric(node, "every_channel_store_full")).isEqualTo(1);
            long stopped = archived(node);
            assertThat(node.json("/v1/capabilities").path("manifests")).isNotEmpty();

            Files.delete(filler);
            Wait.until("windows with room again", () -> archived(node), count -> count >= stopped + 5);
            assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(metric(node, "every_channel_store_full")).isZero();

            synced(node);
            repaired(server, node);
            alarmed(server, node);
        }
    }

    /** The same build makes other bytes than when the node first saw it: page, metric and readiness say so, and nothing else is wrong. */
    private void alarmed(OperatedServer server, Node node) throws Exception {
        assertThat(metric(node, "every_channel_encoder_reference_ok")).isEqualTo(1);
        server.kill();
        Files.createFile(tools.resolve("broken"));
        server.launch();

        String health = Wait.until(
                "the health to speak of the encoder",
                () -> node.get("/health/ready").body(),
                body -> body.contains(ALARM));
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(health).contains("\"encoder\"");
        assertThat(metric(node, "every_channel_encoder_reference_ok")).isZero();
        JsonNode stream = node.json("/v1/streams").path("streams").path(0);
        assertThat(stream.path("encoder_alarm").asText()).contains(ALARM, "out of service");
        Wait.until("the page to say so", () -> page(node), dom -> dom.contains("encoder is not what it was"));
    }

    /** What a browser makes of the page. */
    private static String page(Node node) throws IOException {
        Process browser = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        "http://127.0.0.1:" + node.port() + "/")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            browser.destroy();
        }
    }

    /** An ffmpeg that is the machine's until somebody breaks it, as a failing CPU would: its files stay what they were. */
    private Path encoder() throws IOException {
        Path file = Files.writeString(tools.resolve("ffmpeg"), """
                #!/bin/bash
                if [[ -e '%s' ]]; then set -- "${@/#23/24}"; fi
                exec ffmpeg "$@"
                """.formatted(tools.resolve("broken")));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Another archive takes everything over, by the operator's command. */
    private void synced(Node node) throws Exception {
        JsonNode report = command("archive-sync", "--data", elsewhere.toString(), "n=http://127.0.0.1:" + node.port());
        assertThat(report.path("complete").asBoolean()).as("%s", report).isTrue();
        assertThat(report.path("fetched").asInt()).isGreaterThanOrEqualTo(10);
        assertThat(elsewhere.resolve("manifests/n.a/demo/publisher.m4s.jsonl")).isNotEmptyFile();
    }

    /** An object rots, is not served, and comes back from the other archive through the job. */
    private void repaired(OperatedServer server, Node node) throws Exception {
        String line = Files.readAllLines(server.data().resolve("manifests/a/demo/publisher.m4s.jsonl"))
                .get(1);
        Blake3Hash hash =
                Blake3Hash.parse(Json.mapper().readTree(line).path("hash").asText());
        Path file = server.data().resolve("cas").resolve(new CasPath(hash).toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(node.get("/v1/objects/" + hash).statusCode()).isEqualTo(503);
        unreadable(server, node);

        Process peer = new ProcessBuilder(
                        ecNode(), "archive-serve", elsewhere.toString(), "--listen", "127.0.0.1:" + peerPort)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Node serving = new Node(peerPort);
            Wait.until("archive-serve", () -> serving.get("/health").statusCode(), status -> status == 200);
            long scrub = job(node, "archive-verify", Map.of("bytesPerSecond", "0"), "completed");
            JsonNode report = node.json("/v1/jobs/" + scrub + "/report");
            assertThat(report.path("bad").asInt()).as("%s", report).isEqualTo(1);
            assertThat(report.path("repaired").asInt()).as("%s", report).isEqualTo(1);
            assertThat(node.get("/v1/objects/" + hash).statusCode()).isEqualTo(200);

            long sync = job(node, "archive-sync", Map.of(), "completed");
            assertThat(node.json("/v1/jobs/" + sync).path("exit_status").asText())
                    .isEqualTo("complete");
            assertThat(server.data().resolve("manifests/copy.n.a/demo/publisher.m4s.jsonl"))
                    .isNotEmptyFile();
            // No origin that the configuration does not allow, whoever asks for it.
            job(node, "archive-sync", Map.of("peers", "x=http://169.254.169.254"), "failed");
        } finally {
            peer.descendants().forEach(ProcessHandle::destroy);
            peer.destroy();
            peer.waitFor();
        }
    }

    /** An index that the device does not give is answered as a damaged object is. */
    private static void unreadable(OperatedServer server, Node node) throws Exception {
        Path index = Files.createDirectory(server.data().resolve("manifests/a/demo/rotten.jsonl"));
        try {
            HttpResponse<String> answer = node.get("/v1/archive-manifest?broadcast=demo&source=a&track=rotten");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("the index of demo/rotten is damaged here");
        } finally {
            Files.delete(index);
        }
    }

    /** Runs a job to an end and returns its execution. */
    private static long job(Node node, String name, Map<String, String> parameters, String end) throws Exception {
        JsonNode started =
                Json.mapper().readTree(node.post("/v1/jobs/" + name, parameters).body());
        long execution = started.path("execution").asLong();
        Wait.until(
                name, () -> node.json("/v1/jobs/" + execution).path("status").asText(), status -> status.equals(end));
        return execution;
    }

    private String variables() throws IOException {
        return """
                <variable name="every-channel.ffmpeg" value="%4$s"/>
                <variable name="every-channel.profile" value="demo"/>
                <variable name="every-channel.store.reserve" value="%1$sM"/>
                <variable name="every-channel.tuner.a.url" value="http://127.0.0.1:%2$s"/>
                <variable name="every-channel.publisher.a.tuner" value="a"/>
                <variable name="every-channel.publisher.a.channel" value="5.1"/>
                <variable name="every-channel.publisher.a.broadcast" value="demo"/>
                <variable name="every-channel.peer.copy.url" value="http://127.0.0.1:%3$s"/>
                """.formatted(RESERVE_MB, System.getProperty("it.device.a.port"), peerPort, encoder());
    }

    private static long archived(Node node) throws IOException, InterruptedException {
        return (long) metric(node, "every_channel_window_archived_total");
    }

    /** The sum of a metric's samples; 0 while it has none. */
    private static double metric(Node node, String name) throws IOException, InterruptedException {
        return node.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean full(HttpResponse<String> health) throws IllegalArgumentException {
        return health.statusCode() == 503
                && health.body().contains("every-channel-store")
                && health.body().contains("free_bytes")
                && health.body().contains("every-channel.store.reserve");
    }

    private static String ecNode() {
        return Path.of("..", "server-config", "bin", "ec-node").toString();
    }

    private static JsonNode command(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(ecNode()), Arrays.stream(arguments))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Json.mapper().readTree(output);
    }
}
