package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A Prometheus that scrapes nodes of this machine each second. */
final class Prometheus implements AutoCloseable {
    private final Process process;
    private final Node http;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
        http = new Node(port);
    }

    /** Scrapes nodes, and in a second job the proofs that they offer. @param directory for its configuration and data */
    static Prometheus scraping(Path directory, List<Integer> ports) throws IOException {
        int port = FreePort.find();
        String targets = ports.stream().map(each -> "\"127.0.0.1:" + each + '"').collect(Collectors.joining(", "));
        Path configuration = directory.resolve("prometheus.yml");
        String proofs = ports.stream()
                .map(each -> "{url: \"http://127.0.0.1:" + each + "/v1/discovery/proofs\", refresh_interval: 1s}")
                .collect(Collectors.joining(", "));
        Files.writeString(configuration, """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: every-channel
                    static_configs: [{targets: [%s]}]
                  - job_name: proofs
                    http_sd_configs: [%s]
                """.formatted(targets, proofs));
        try {
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + directory.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("prometheus.log").toFile())
                    .start();
            return new Prometheus(process, port);
        } catch (IOException e) {
            throw new IOException("prometheus is needed: apt-get install prometheus", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The values of an instant query, one a series. */
    List<String> query(String query) throws IOException, InterruptedException {
        JsonNode result = http.json("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
        return result.valueStream()
                .map(series -> series.path("value").path(1).asText())
                .toList();
    }

    /** What promtool says of the metrics that begin with a prefix, with their help and type lines. */
    static void check(String metrics, String prefix) throws IOException, InterruptedException {
        String ours = metrics.lines()
                        .filter(line -> line.replaceFirst("^# (HELP|TYPE) ", "").startsWith(prefix))
                        .collect(Collectors.joining("\n"))
                + "\n";
        assertThat(ours).contains(prefix);
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write(ours.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    static JsonNode parsed(String json) throws IOException {
        return Json.mapper().readTree(json);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
