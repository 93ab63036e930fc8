package channel.every.convergence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.UrlPolicy;
import channel.every.identity.Label;
import channel.every.metrics.PrometheusText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final MeasurementSettings SETTINGS = new MeasurementSettings(
            new Label("proof"),
            Records.KCOP,
            ArchiveRecord.PROOF_TRACK,
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10));

    @TempDir
    Path directory;

    private final ManifestHost host = new ManifestHost();

    MeasurementTest() throws IOException {}

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void files_and_nodes_are_sampled_alike() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40)).put("/v1/archive-manifest/newest", lines("node-2", 1, 40));
        MeasuredSample sample = sample("a=" + host.url("/a.jsonl"), "b=" + host.url("/v1/archive-manifest?source=b"));
        assertThat(sample.reasons()).isEmpty();
        assertThat(sample.ok()).isTrue();
        assertThat(sample.sources()).extracting(FetchedSource::records).containsExactly(40L, 40L);
        assertThat(sample.totals().duplicateSequences()).isEqualTo(40);
    }

    @Test
    void a_server_without_the_resource_of_the_newest_is_read_from_its_first_page() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40)).put("/v1/archive-manifest", lines("node-2", 1, 40));
        assertThat(sample("a=" + host.url("/a.jsonl"), "b=" + host.url("")).ok())
                .isTrue();
    }

    @Test
    void two_urls_of_one_nodes_records_prove_nothing() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40));
        host.put("/copy.jsonl", lines("node-1", 1, 40));
        assertThat(sample("a=" + host.url("/a.jsonl"), "b=" + host.url("/copy.jsonl"))
                        .reasons())
                .contains("records of two distinct source_node are needed, and there are those of node-1 only");
    }

    @Test
    void a_source_that_is_gone_is_a_reason_and_a_metric() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40));
        List<MeasuredSource> sources =
                MeasuredSource.parseProof(List.of("a=" + host.url("/a.jsonl"), "b=" + host.url("/gone.jsonl")));
        try (Measurement measurement = measurement(() -> sources, null)) {
            MeasuredSample sample = measurement.take(NOW);
            assertThat(sample.ok()).isFalse();
            assertThat(sample.reasons().getFirst())
                    .isEqualTo("source b: " + host.url("/gone.jsonl") + " answered 404: nothing");
            MeasurementWindow window = new MeasurementWindow(SETTINGS);
            window.add(sample);
            String metrics = PrometheusText.render(
                    MeasurementMetrics.of(MeasurementReport.of(SETTINGS, window, sample, measurement.convergence())));
            assertThat(metrics)
                    .contains("every_channel_archive_measurement_fetch_ok{proof=\"proof\",source=\"b\"} 0")
                    .contains("every_channel_archive_measurement_fetch_ok{proof=\"proof\",source=\"a\"} 1")
                    .contains("every_channel_archive_measurement_ok{proof=\"proof\"} 0")
                    .contains("every_channel_archive_measurement_reason{")
                    .contains("every_channel_archive_convergence_ok{proof=\"proof\"} 0");
        }
    }

    @Test
    void broken_lines_are_counted() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40)).put("/b.jsonl", "nonsense\n" + lines("node-2", 1, 40) + "{\"v\":");
        MeasuredSample sample = sample("a=" + host.url("/a.jsonl"), "b=" + host.url("/b.jsonl"));
        assertThat(sample.sources().getLast().invalidRecords()).isEqualTo(2);
    }

    @Test
    void prometheus_has_to_have_the_gauges_if_it_is_asked() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40)).put("/b.jsonl", lines("node-2", 1, 40));
        List<MeasuredSource> sources =
                MeasuredSource.parseProof(List.of("a=" + host.url("/a.jsonl"), "b=" + host.url("/b.jsonl")));
        PrometheusQueries queries = new PrometheusQueries(URI.create(host.url("")), "{proof=\"demo\"}");
        try (Measurement measurement = measurement(() -> sources, queries)) {
            host.put("/api/v1/query", "{\"status\":\"success\",\"data\":{\"result\":[]}}");
            assertThat(measurement.take(NOW).reasons())
                    .contains("Prometheus has no series of every_channel_archive_duplicate_sequences");
            host.put("/api/v1/query", "{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,\"1\"]}]}}");
            MeasuredSample sample = measurement.take(NOW);
            assertThat(sample.ok()).isTrue();
            assertThat(sample.seriesPresent())
                    .hasSize(PrometheusQueries.GAUGES.size())
                    .doesNotContainValue(false);
        }
    }

    @Test
    void the_list_of_a_file_is_read_for_each_sample() throws Exception {
        host.put("/v1/archive-manifest/newest", lines("node-1", 1, 40));
        String target = host.url("").substring("http://".length());
        Path file = directory.resolve("nodes.json");
        Files.writeString(
                file, "[{\"targets\":[\"" + target + "\"],\"labels\":{\"source_name\":\"a\",\"publisher\":\"p\"}}]");
        FileDiscovery discovery = new FileDiscovery(file);
        assertThat(discovery.current())
                .containsExactly(
                        new MeasuredSource(new Label("a"), URI.create(host.url("/v1/archive-manifest?source=p"))));
        try (Measurement measurement = measurement(discovery, null)) {
            assertThat(measurement.take(NOW).reasons()).contains("fewer than two sources are named");
            Files.writeString(file, "{");
            assertThat(measurement.take(NOW).reasons().getFirst()).startsWith("the sources are not known: ");
        }
    }

    @Test
    void nothing_of_a_sample_stays_behind() throws Exception {
        host.put("/a.jsonl", lines("node-1", 1, 40)).put("/b.jsonl", lines("node-2", 1, 40));
        sample("a=" + host.url("/a.jsonl"), "b=" + host.url("/b.jsonl"));
        assertThat(directory.resolve("roots")).doesNotExist();
    }

    @Test
    void what_is_no_source_is_refused_by_name() {
        assertThatThrownBy(() -> MeasuredSource.parse("http://x")).hasMessage("a source is NAME=URL: \"http://x\"");
        assertThatThrownBy(() -> MeasuredSource.parseProof(List.of("a=http://x", "a=http://y")))
                .hasMessage("two sources are named a");
        assertThatThrownBy(() -> MeasuredSource.parseProof(List.of("a=http://x")))
                .hasMessage("a measurement needs two sources NAME=URL or more, not 1");
        assertThatThrownBy(() -> MeasuredSource.parse("a=ht tp://x")).hasMessageContaining("this is no URL");
    }

    private MeasuredSample sample(String... sources) throws Exception {
        List<MeasuredSource> named = MeasuredSource.parseProof(List.of(sources));
        try (Measurement measurement = measurement(() -> named, null)) {
            return measurement.take(NOW);
        }
    }

    private Measurement measurement(Measurement.SourceList sources, @Nullable PrometheusQueries queries) {
        UrlPolicy policy = UrlPolicy.originsOf(List.of(URI.create(host.url("/"))));
        return new Measurement(
                SETTINGS,
                sources,
                new BoundedClient(policy, Duration.ofSeconds(20)),
                null,
                queries,
                directory.resolve("roots"));
    }

    private static String lines(String node, long from, long count) {
        StringBuilder text = new StringBuilder();
        LongStream.range(from, from + count)
                .mapToObj(chunk -> RecordWriter.line(Records.media(node, chunk)))
                .forEach(line ->
                        text.append(new String(line, StandardCharsets.UTF_8)).append('\n'));
        return text.toString();
    }
}
