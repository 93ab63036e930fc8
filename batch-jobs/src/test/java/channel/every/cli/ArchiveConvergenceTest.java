package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.convergence.ConvergenceReport;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ArchiveConvergenceTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void equal_archives_are_proven() throws IOException {
        archive("a", "node-1", 1, "same");
        archive("b", "node-2", 1, "same");
        assertThat(run("--require-ok")).isZero();
        assertThat(Json.mapper()
                        .readValue(out.toString(), ConvergenceReport.class)
                        .status())
                .isEqualTo("proven");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void different_archives_are_reported_and_exit_1_if_the_proof_is_required() throws IOException {
        archive("a", "node-1", 1, "one");
        archive("b", "node-2", 1, "other");
        assertThat(run()).isZero();
        assertThat(run("--require-ok")).isEqualTo(1);
        assertThat(out.toString()).contains("\"status\" : \"unproven\"", "1 sequences have different bytes");
    }

    @Test
    void gauges_are_printed_instead_of_json_and_promtool_takes_them() throws IOException, InterruptedException {
        archive("a", "node-1", 1, "one");
        archive("b", "node-2", 1, "other");
        assertThat(run("--prometheus", "--require-ok", "--proof", "kcop")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("# HELP every_channel_archive_convergence_ok")
                .contains("every_channel_archive_convergence_ok{proof=\"kcop\"} 0");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write(out.toString().getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    @Test
    void overlap_trims_what_only_one_source_covers() throws IOException {
        archive("a", "node-1", 1, "only here");
        archive("a", "node-1", 2, "same");
        archive("b", "node-2", 2, "same");
        assertThat(run("--require-ok")).isEqualTo(1);
        assertThat(run("--require-ok", "--overlap")).isZero();
        assertThat(out.toString()).contains("\"edge_sequences\" : 1");
    }

    @Test
    void a_report_goes_to_a_file_if_asked_to() throws IOException {
        archive("a", "node-1", 1, "same");
        archive("b", "node-2", 1, "same");
        Path file = directory.resolve("report.json");
        assertThat(run("--output", file.toString())).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(Json.mapper()
                        .readValue(file.toFile(), ConvergenceReport.class)
                        .ok())
                .isTrue();
    }

    @Test
    void other_broadcasts_are_left_out_if_asked_to() throws IOException {
        archive("a", "node-1", 1, "same");
        archive("b", "node-2", 1, "same");
        assertThat(run("--broadcast", "la-ktla")).isZero();
        assertThat(out.toString()).contains("source a has no records");
        assertThat(run("--broadcast", "la kcop")).isEqualTo(2);
    }

    @Test
    void samples_are_bounded() throws IOException {
        archive("a", "node-1", 1, "one");
        archive("b", "node-2", 1, "other");
        assertThat(run("--samples", "0")).isZero();
        assertThat(out.toString()).contains("\"samples\" : [ ]");
        assertThat(run("--samples", "-1")).isEqualTo(2);
    }

    @Test
    void bad_input_is_one_line_and_exit_2_and_nothing_is_written() throws IOException {
        archive("a", "node-1", 1, "same");
        String a = "a=" + directory.resolve("a");
        Path file = directory.resolve("report.json");
        assertThat(refusal(a)).contains("two sources");
        assertThat(refusal(a, a)).contains("two sources are named a");
        assertThat(refusal(a, "b/c=" + directory.resolve("a"))).contains("\"b/c\"");
        assertThat(refusal(a, "b=" + directory.resolve("nowhere")))
                .contains("source b is not a directory that can be read: " + directory.resolve("nowhere"));
        assertThat(refusal(a, "b=" + Files.writeString(directory.resolve("text"), "x")))
                .contains("not a directory");
        assertThat(refusal(a, "b")).contains("NAME=PATH");
        assertThat(file).doesNotExist();
    }

    private String refusal(String... sources) {
        err.getBuffer().setLength(0);
        String[] arguments = new String[sources.length + 3];
        arguments[0] = "archive-convergence";
        System.arraycopy(sources, 0, arguments, 1, sources.length);
        arguments[sources.length + 1] = "--output";
        arguments[sources.length + 2] = directory.resolve("report.json").toString();
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString();
    }

    private int run(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "archive-convergence";
        arguments[1] = "a=" + directory.resolve("a");
        arguments[2] = "b=" + directory.resolve("b");
        System.arraycopy(options, 0, arguments, 3, options.length);
        return execute(arguments);
    }

    private int execute(String... arguments) {
        CommandLine commands = EcNode.commandLine();
        commands.setOut(new PrintWriter(out, true));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }

    private void archive(String root, String node, long chunk, String content) throws IOException {
        Blake3Hash hash = Blake3.hash(content.getBytes(StandardCharsets.UTF_8));
        try (JsonLinesIndex index = new JsonLinesIndex(directory.resolve(root))) {
            index.append(List.of(new ArchiveRecord(
                    null,
                    new Label("la-kcop"),
                    Rendition.of("720p"),
                    ArchiveRecord.PROOF_TRACK,
                    ObjectKind.MEDIA,
                    GroupSequence.of(chunk, 0),
                    hash,
                    content.length(),
                    new CasPath(hash).toString(),
                    1_780_000_000_000L,
                    node,
                    "session",
                    true,
                    new MediaTiming(chunk, chunk, 90_000, 90_090),
                    null,
                    null,
                    null)));
        }
    }
}
