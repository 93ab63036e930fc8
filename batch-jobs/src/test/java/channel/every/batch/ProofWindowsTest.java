package channel.every.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.json.Json;
import channel.every.proof.ProofComparison;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Standard;
import channel.every.station.StationRecording;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The artifacts of the proof jobs, called in the order in which a batch runtime calls them. */
final class ProofWindowsTest {
    @TempDir
    static Path root = Path.of("unset");

    private static Path station = Path.of("unset");

    @BeforeAll
    static void records_six_seconds_of_a_station() throws Exception {
        StationSettings settings = StationSettings.of(Standard.ATSC).withPicture(new VideoSize(320, 180), 3_000_000);
        Multiplex air =
                Multiplex.open(settings, new LoopCache(Path.of("target", "station-cache"), System.err::println));
        station = StationRecording.of(air, Instant.parse("2026-11-20T20:00:00Z"), Duration.ofSeconds(6))
                .write(root.resolve("station.ts"));
    }

    @Test
    void a_job_that_was_killed_goes_on_at_its_checkpoint_and_ends_as_one_that_was_not() throws Exception {
        KeptContexts whole = job(root.resolve("whole"));
        new Run(whole, null).chunks(Integer.MAX_VALUE);
        assertThat(compare(whole)).isEqualTo("proven");

        KeptContexts killed = job(root.resolve("killed"));
        Run first = new Run(killed, null);
        first.chunks(1);
        Saved checkpoint = first.saved();
        // Written after the checkpoint, by a chunk that was never committed.
        first.chunks(1);
        new Run(killed, checkpoint).chunks(Integer.MAX_VALUE);
        assertThat(compare(killed)).isEqualTo("proven");

        ProofComparison comparison =
                Json.mapper().readValue(Files.readString(root.resolve("killed/compare.json")), ProofComparison.class);
        assertThat(comparison.equalWindows()).isGreaterThanOrEqualTo(3);
        for (String publisher : List.of("publisher-a", "publisher-b")) {
            assertThat(hashes(root.resolve("killed").resolve(publisher + ".jsonl")))
                    .isEqualTo(hashes(root.resolve("whole").resolve(publisher + ".jsonl")));
        }
        assertThat(String.valueOf(killed.kept)).contains("\"ok\" : true");
    }

    @Test
    void progress_is_left_as_the_steps_user_data() throws Exception {
        KeptContexts contexts = job(root.resolve("progress"));
        new Run(contexts, null).chunks(1);

        assertThat(String.valueOf(contexts.kept)).matches("\\{\"percent\":\\d+,\"chunk_index\":\\d+}");
    }

    @Test
    void a_checkpoint_of_another_profile_is_not_gone_on_with() throws Exception {
        KeptContexts contexts = job(root.resolve("other"));
        Run run = new Run(contexts, null);
        run.chunks(1);
        contexts.properties.setProperty("profile", "ladder");

        assertThatThrownBy(() -> new Run(contexts, run.saved()))
                .hasMessageContaining("was begun with another input, profile or encoder build");
    }

    @Test
    void duplicates_have_a_partition_for_each_publisher() throws Exception {
        KeptContexts contexts = job(root.resolve("duplicates"));
        contexts.properties.remove("input");
        contexts.properties.setProperty("inputs", "here=" + station + ",there=" + station);
        Properties[] partitions =
                new ProofPartitions(contexts, contexts.places()).mapPartitions().getPartitionProperties();

        assertThat(partitions).extracting(each -> each.getProperty("publisher")).containsExactly("here", "there");
        for (Properties partition : partitions) {
            new Run(contexts, null, partition.getProperty("publisher")).chunks(Integer.MAX_VALUE);
        }
        assertThat(compare(contexts)).isEqualTo("proven");
        assertThat(root.resolve("duplicates/here.json")).content().contains("\"publisher\" : \"here\"");
    }

    @Test
    void a_job_without_input_fails_with_the_parameter_named() {
        KeptContexts contexts = job(root.resolve("never"));
        contexts.properties.setProperty("input", "");

        assertThatThrownBy(() -> new Run(contexts, null)).hasMessage("job parameter input is absent");
        contexts.properties.setProperty("input", station.toString());
        contexts.properties.setProperty("publishers", "one");
        assertThatThrownBy(() -> new Run(contexts, null))
                .hasMessage("a proof needs two or more distinct publishers: [one]");
        contexts.properties.setProperty("publishers", "");
        contexts.properties.setProperty("chunkMs", "fast");
        assertThatThrownBy(() -> new Run(contexts, null)).hasMessage("job parameter chunkMs is no number: \"fast\"");
        assertThat(root.resolve("never")).doesNotExist();
    }

    @Test
    void ledgers_of_a_job_without_output_lie_below_the_data_directory() {
        KeptContexts contexts = job(root.resolve("x"));
        contexts.properties.remove("output");

        assertThat(ProofJob.of(contexts, contexts.places()).output()).isEqualTo(root.resolve("data/proofs/7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proof-windows", "proof-duplicates"})
    void the_jobs_name_these_artifacts_and_their_properties(String name) throws Exception {
        Document job;
        try (InputStream in = getClass().getResourceAsStream("/META-INF/batch-jobs/" + name + ".xml")) {
            job = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(in);
        }
        assertThat(job.getDocumentElement().getAttribute("id")).isEqualTo(name);
        assertThat(references(job, "reader", "processor", "writer", "batchlet"))
                .containsExactly("proofWindowsReader", "proofWindowsProcessor", "proofWindowsWriter", "proofCompare");
    }

    private static List<String> references(Document job, String... elements) {
        List<String> references = new ArrayList<>();
        for (String element : elements) {
            NodeList found = job.getElementsByTagName(element);
            for (int i = 0; i < found.getLength(); i++) {
                references.add(((Element) found.item(i)).getAttribute("ref"));
            }
        }
        return references;
    }

    private static List<String> hashes(Path ledger) throws Exception {
        return Files.readAllLines(ledger).stream()
                .map(line -> line.replaceAll("\"encoder_cpu_ms\":\\d+", "").replaceAll("\"publisher\":\"[^\"]*\"", ""))
                .toList();
    }

    private static KeptContexts job(Path output) {
        KeptContexts contexts = new KeptContexts(root.resolve("data"));
        contexts.properties.setProperty("input", station.toString());
        contexts.properties.setProperty("profile", "demo");
        contexts.properties.setProperty("output", output.toString());
        return contexts;
    }

    private static String compare(KeptContexts contexts) throws Exception {
        return new ProofCompare(contexts, contexts, contexts.places()).process();
    }

    private record Saved(
            @Nullable Serializable reader, @Nullable Serializable writer) {}

    /** An execution of the chunk step with two items a chunk. */
    private static final class Run {
        private final ProofWindowsReader reader;
        private final ProofWindowsProcessor processor;
        private final ProofWindowsWriter writer;

        Run(KeptContexts contexts, @Nullable Saved checkpoint) throws Exception {
            this(contexts, checkpoint, null);
        }

        Run(KeptContexts contexts, @Nullable Saved checkpoint, @Nullable String publisher) throws Exception {
            reader = new ProofWindowsReader(contexts, contexts.places());
            processor = new ProofWindowsProcessor(contexts, contexts.places());
            writer = new ProofWindowsWriter(contexts, contexts, contexts.places());
            reader.publisher = publisher;
            processor.publisher = publisher;
            writer.publisher = publisher;
            reader.open(checkpoint == null ? null : checkpoint.reader);
            writer.open(checkpoint == null ? null : checkpoint.writer);
        }

        void chunks(int most) throws Exception {
            for (int chunk = 0; chunk < most; chunk++) {
                List<Object> items = new ArrayList<>();
                for (Object item = reader.readItem();
                        item != null;
                        item = items.size() < 2 ? reader.readItem() : null) {
                    items.add(processor.processItem(item));
                }
                if (items.isEmpty()) {
                    reader.close();
                    writer.close();
                    return;
                }
                writer.writeItems(items);
            }
        }

        Saved saved() throws Exception {
            return new Saved(Objects.requireNonNull(reader.checkpointInfo()), writer.checkpointInfo());
        }
    }
}
