package channel.every.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import channel.every.clock.ChunkCadence;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofReport;
import channel.every.proof.ProofWindow;
import channel.every.proof.WindowReader;
import channel.every.station.SmallStation;
import channel.every.window.ChopperSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
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
    static void records_eight_seconds_of_a_station() throws Exception {
        station = SmallStation.record(root.resolve("station.ts"), 8);
    }

    @Test
    void a_job_that_was_killed_goes_on_at_its_checkpoints_and_repeats_and_loses_no_window() throws Exception {
        KeptContexts whole = job(root.resolve("whole"));
        assertThat(ProofJobs.run(whole)).isEqualTo("proven");

        KeptContexts killed = job(root.resolve("killed"));
        for (Properties part : ProofJobs.parts(killed)) {
            ProofRun first = new ProofRun(killed, null, part);
            first.chunks(1);
            ProofRun.Saved checkpoint = first.saved();
            List<String> committed = Files.readAllLines(ledger(killed, part));
            // Written after the checkpoint, by a chunk that was never committed.
            first.chunks(1);
            new ProofRun(killed, checkpoint, part).toEnd();
            assertThat(Files.readAllLines(ledger(killed, part))).startsWith(committed.toArray(String[]::new));
        }
        assertThat(ProofJobs.compared(killed)).isEqualTo("proven");

        for (String publisher : List.of("publisher-a", "publisher-b")) {
            assertThat(report(killed, publisher).windows())
                    .extracting(ProofWindow::chunkIndex, ProofWindow::tracks)
                    .containsExactlyElementsOf(report(whole, publisher).windows().stream()
                            .map(window -> tuple(window.chunkIndex(), window.tracks()))
                            .toList())
                    .hasSizeGreaterThanOrEqualTo(5);
        }
        assertThat(String.valueOf(killed.kept)).contains("\"ok\" : true");
    }

    @Test
    void windows_share_processes_and_are_what_they_are_alone() throws Exception {
        Path starts = root.resolve("starts");
        Path counting = Files.writeString(root.resolve("counting-ffmpeg"), """
                #!/bin/bash
                if [[ "$*" == *-filter_complex* ]]; then echo >> '%s'; fi
                exec ffmpeg "$@"
                """.formatted(starts));
        assertThat(counting.toFile().setExecutable(true)).isTrue();
        KeptContexts contexts = job(root.resolve("shared"));
        contexts.ffmpeg = counting.toString();
        contexts.properties.setProperty("publishers", "alone");
        assertThat(ProofJobs.run(contexts)).isEqualTo("complete");
        List<ProofWindow> together = report(contexts, "alone").windows();

        assertThat(Files.readAllLines(starts)).hasSizeLessThan(together.size());
        FfmpegEncoder encoder = FfmpegEncoder.local(BuiltInProfiles.DEMO);
        try (InputStream in = Files.newInputStream(station)) {
            WindowReader windows = new WindowReader(in, "station", ChopperSettings.recording(ChunkCadence.DEFAULT));
            for (ProofWindow each : together) {
                CutWindow cut = Objects.requireNonNull(windows.next());
                ProofWindow alone = ProofWindow.of(cut.window(), encoder.encode(cut.window()), 0);
                assertThat(each.chunkIndex()).isEqualTo(alone.chunkIndex());
                assertThat(each.tracks()).isEqualTo(alone.tracks()).isNotEmpty();
            }
            assertThat(windows.next()).isNull();
        }
    }

    @Test
    void the_work_stays_divided_as_it_was_when_it_goes_on_where_there_are_more_processors() throws Exception {
        KeptContexts contexts = job(root.resolve("divided"));
        ProofJob proof = ProofJob.of(contexts, contexts.places());
        Files.createDirectories(proof.output());

        assertThat(proof.parts(4))
                .containsExactly(
                        new ProofPart(new Label("publisher-a"), 0, 2),
                        new ProofPart(new Label("publisher-a"), 1, 2),
                        new ProofPart(new Label("publisher-b"), 0, 2),
                        new ProofPart(new Label("publisher-b"), 1, 2));
        assertThat(proof.parts(64)).hasSize(4);
    }

    @Test
    void progress_is_the_average_of_the_parts_in_percent() throws Exception {
        KeptContexts contexts = job(root.resolve("progress"));
        Properties[] parts = ProofJobs.parts(contexts);
        assertThat(contexts.book.percent(contexts.getExecutionId())).hasValue(0);
        new ProofRun(contexts, null, parts[0]).chunks(1);

        assertThat(contexts.book.percent(contexts.getExecutionId()).getAsInt()).isBetween(1, 99 / parts.length);
        contexts.book.ended(contexts.getInstanceId(), contexts.getExecutionId());
        assertThat(contexts.book.percent(contexts.getExecutionId())).isEmpty();
    }

    @Test
    void one_publisher_reports_its_windows_and_the_ones_that_could_not_be_cut() throws Exception {
        KeptContexts contexts = job(root.resolve("one"));
        contexts.properties.setProperty("publishers", "alone");

        assertThat(ProofJobs.run(contexts)).isEqualTo("complete");
        ProofReport report = Json.mapper().readValue(String.valueOf(contexts.kept), ProofReport.class);
        assertThat(report.publisher()).isEqualTo(new Label("alone"));
        assertThat(report.dropped()).isNotEmpty();
    }

    @Test
    void a_checkpoint_of_another_profile_is_not_gone_on_with() throws Exception {
        KeptContexts contexts = job(root.resolve("other"));
        Properties part = ProofJobs.parts(contexts)[0];
        ProofRun run = new ProofRun(contexts, null, part);
        run.chunks(1);
        contexts.properties.setProperty("profile", "ladder");

        assertThatThrownBy(() -> new ProofRun(contexts, run.saved(), part))
                .hasMessageContaining("was begun with another input, profile or encoder build");
    }

    @Test
    void duplicates_of_recordings_of_their_own_are_compared() throws Exception {
        KeptContexts contexts = job(root.resolve("duplicates"));
        contexts.properties.remove("input");
        contexts.properties.setProperty("inputs", "here=" + station + ",there=" + station);

        assertThat(ProofJobs.run(contexts)).isEqualTo("proven");
        assertThat(root.resolve("duplicates/here.json")).content().contains("\"publisher\" : \"here\"");
    }

    @Test
    void a_job_that_cannot_work_is_refused_before_its_partitions_with_the_parameter_named_and_noted() throws Exception {
        KeptContexts contexts = job(root.resolve("never"));
        new JobNotes(contexts, contexts.book).beforeJob();
        contexts.properties.setProperty("input", "");

        assertThatThrownBy(() -> ProofJobs.parts(contexts)).hasMessage("job parameter input is absent");
        assertThat(contexts.book.note(contexts.getInstanceId()).orElseThrow().failure())
                .isEqualTo("job parameter input is absent");
        contexts.properties.setProperty("input", station.toString());
        contexts.properties.setProperty("publishers", "one,one");
        assertThatThrownBy(() -> ProofJobs.parts(contexts))
                .hasMessage("a proof needs 1 to 16 distinct publishers: [one, one]");
        contexts.properties.setProperty("publishers", "");
        contexts.properties.setProperty("chunkMs", "fast");
        assertThatThrownBy(() -> ProofJobs.parts(contexts)).hasMessage("job parameter chunkMs is no number: \"fast\"");
        contexts.properties.remove("chunkMs");
        contexts.ffmpeg = "/no/such/ffmpeg";
        assertThatThrownBy(() -> ProofJobs.parts(contexts))
                .hasMessageContaining("/no/such/ffmpeg", "apt-get install ffmpeg");
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

    private static Path ledger(KeptContexts contexts, Properties part) {
        return ProofJob.of(contexts, contexts.places())
                .output()
                .resolve(part.getProperty("publisher") + "-" + part.getProperty("part") + ".jsonl");
    }

    private static ProofReport report(KeptContexts contexts, String publisher) throws Exception {
        Path file = ProofJob.of(contexts, contexts.places()).output().resolve(publisher + ".json");
        return Json.mapper().readValue(file.toFile(), ProofReport.class);
    }

    private static KeptContexts job(Path output) {
        return ProofJobs.of(root, station, output);
    }
}
