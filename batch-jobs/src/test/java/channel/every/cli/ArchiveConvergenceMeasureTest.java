package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that measure, against manifests on a web server of this machine. */
class ArchiveConvergenceMeasureTest {
    private static final Pattern LISTENS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/metrics until");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Thread> serving = new ArrayList<>();
    private HttpServer host;

    /** Serves the manifests below the directory as files. */
    @BeforeEach
    void listen() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", exchange -> {
            try (exchange) {
                Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
                if (Files.isRegularFile(file)) {
                    byte[] body = Files.readAllBytes(file);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        host.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        host.stop(0);
        for (Thread each : serving) {
            each.interrupt();
            each.join();
        }
    }

    @Test
    void a_measurement_is_proven_once_samples_have_agreed_for_long_enough() throws IOException {
        archive("a", "node-1", "same");
        archive("b", "node-2", "same");
        assertThat(measure("--elapsed", "0.5", "--interval", "0.1", "--require-ok", url("a"), url("b")))
                .isZero();
        JsonNode report = Json.mapper().readTree(out.toString());
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("elapsed_seconds").asDouble()).isGreaterThanOrEqualTo(0.5);
        assertThat(report.path("samples").asInt()).isGreaterThan(1);
        assertThat(err.toString()).contains("samples agree for 0 s of 1 s");
    }

    @Test
    void a_measurement_that_fails_says_why_and_exits_1() throws IOException {
        archive("a", "node-1", "one");
        archive("b", "node-2", "other");
        assertThat(measure(
                        "--elapsed",
                        "0.2",
                        "--interval",
                        "0.1",
                        "--give-up",
                        "0.3",
                        "--require-ok",
                        url("a"),
                        url("b"),
                        url("c")))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("\"status\" : \"unproven\"", "1 sequences have different bytes", "answered 404");
    }

    @Test
    void what_cannot_be_measured_is_refused_in_one_line() {
        assertThat(measure(url("a"))).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "archive-convergence-measure: a measurement needs two sources NAME=URL or more, not 1");
        assertThat(measure("--interval", "700", url("a"), url("b"))).isEqualTo(2);
        assertThat(measure("--elapsed", "0", url("a"), url("b"))).isEqualTo(2);
        assertThat(measure("--file-sd", "nodes.json")).isEqualTo(2);
        assertThat(err.toString()).contains("--file-sd needs --allow");
    }

    @Test
    void scrapes_are_samples_and_prove_only_after_the_time() throws Exception {
        archive("a", "node-1", "same");
        archive("b", "node-2", "same");
        String base = serve(
                "archive-convergence-measure-serve",
                "--broadcast",
                "la-kcop",
                "--elapsed",
                "0.4",
                "--listen",
                "127.0.0.1:0",
                url("a"),
                url("b"));
        assertThat(get(base + "/health").statusCode()).isEqualTo(200);
        String first = get(base + "/metrics").body();
        assertThat(first)
                .contains("every_channel_archive_measurement_ok{proof=\"la-kcop\"} 0")
                .contains(
                        "every_channel_archive_measurement_reason{proof=\"la-kcop\",reason=\"samples agree for N s of N s\"} 1")
                .contains("every_channel_archive_convergence_ok{proof=\"la-kcop\"} 1");
        promtool(first);
        String later = first;
        while (!later.contains("every_channel_archive_measurement_ok{proof=\"la-kcop\"} 1")) {
            later = get(base + "/metrics").body();
        }
        promtool(later);
        Files.delete(directory.resolve("b/la-kcop/publisher.m4s.jsonl"));
        assertThat(get(base + "/metrics").body())
                .contains("every_channel_archive_measurement_ok{proof=\"la-kcop\"} 0")
                .contains("every_channel_archive_measurement_elapsed_seconds{proof=\"la-kcop\"} 0")
                .contains("every_channel_archive_measurement_fetch_ok{proof=\"la-kcop\",source=\"b\"} 0");
    }

    @Test
    void a_proof_that_cannot_be_read_stays_a_target() throws Exception {
        archive("a", "node-1", "same");
        archive("b", "node-2", "same");
        String base = serve(
                "archive-convergence-serve",
                "--listen",
                "127.0.0.1:0",
                "a=" + directory.resolve("a"),
                "b=" + directory.resolve("b"));
        assertThat(get(base + "/metrics").body())
                .contains("every_channel_archive_convergence_ok{proof=\"archive-convergence\"} 1")
                .contains("every_channel_archive_scrape_ok{proof=\"archive-convergence\"} 1");
        Files.move(directory.resolve("b"), directory.resolve("gone"));
        HttpResponse<String> without = get(base + "/metrics");
        assertThat(without.statusCode()).isEqualTo(200);
        assertThat(without.body())
                .contains("every_channel_archive_convergence_ok{proof=\"archive-convergence\"} 0")
                .contains("every_channel_archive_scrape_ok{proof=\"archive-convergence\"} 0");
        promtool(without.body());
        assertThat(get(base + "/health").statusCode()).isEqualTo(200);
        Files.move(directory.resolve("gone"), directory.resolve("b"));
        assertThat(get(base + "/metrics").body())
                .contains("every_channel_archive_scrape_ok{proof=\"archive-convergence\"} 1");
        assertThat(get(base + "/other").statusCode()).isEqualTo(404);
    }

    private int measure(String... options) {
        List<String> arguments = new ArrayList<>(List.of("archive-convergence-measure", "--broadcast", "la-kcop"));
        arguments.addAll(List.of(options));
        return EcNode.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    /** Runs a command until the test ends; returns where it listens. */
    private String serve(String... arguments) {
        Thread thread = new Thread(
                () -> EcNode.commandLine().setErr(new PrintWriter(err, true)).execute(arguments));
        thread.start();
        serving.add(thread);
        Matcher listens = LISTENS.matcher(err.toString());
        while (!listens.find()) {
            assertThat(thread.isAlive()).as(err.toString()).isTrue();
            Thread.onSpinWait();
            listens = LISTENS.matcher(err.toString());
        }
        return listens.group(1);
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void promtool(String metrics) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write(metrics.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private String url(String name) {
        return name + "=http://127.0.0.1:" + host.getAddress().getPort() + "/" + name + "/la-kcop/publisher.m4s.jsonl";
    }

    private void archive(String root, String node, String bytes) throws IOException {
        Blake3Hash hash = Blake3.hash(bytes.getBytes(StandardCharsets.UTF_8));
        try (JsonLinesIndex index = new JsonLinesIndex(directory.resolve(root))) {
            index.append(List.of(new ArchiveRecord(
                    null,
                    new Label("la-kcop"),
                    Rendition.of("720p"),
                    ArchiveRecord.PROOF_TRACK,
                    ObjectKind.MEDIA,
                    GroupSequence.of(7, 0),
                    hash,
                    1,
                    new CasPath(hash).toString(),
                    9,
                    node,
                    "session",
                    true,
                    new MediaTiming(7, 1, 90_000, 1),
                    null,
                    null,
                    null)));
        }
    }
}
