package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.station.SmallStation;
import channel.every.station.Standard;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The proof commands as an operator types them. */
final class PublisherProofTest {
    @TempDir
    static Path root = Path.of("unset");

    private static Path station = Path.of("unset");

    @BeforeAll
    static void records_six_seconds_of_a_station() throws Exception {
        station = SmallStation.record(root.resolve("station.ts"), 6);
    }

    @Test
    void duplicates_of_a_recording_are_proven_with_exit_0() throws Exception {
        Run run = run("publisher-proof-duplicates", "--input", station, "--profile", "demo", "--require-ok");

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("proven: ").contains("publisher-b: window");
        JsonNode report = Json.mapper().readTree(run.out());
        assertThat(report.get("status").asText()).isEqualTo("proven");
        assertThat(report.get("reports")).hasSize(2);
    }

    @Test
    void a_flipped_byte_in_one_publishers_input_exits_1_and_names_the_window() throws Exception {
        byte[] bytes = Files.readAllBytes(station);
        for (int at = bytes.length / 188 / 2 * 188; ; at += 188) {
            int pid = (bytes[at + 1] & 0x1F) << 8 | bytes[at + 2] & 0xFF;
            if (pid == Standard.ATSC.videoPid().value() && (bytes[at + 3] & 0x30) == 0x10) {
                bytes[at + 150] ^= 1;
                break;
            }
        }
        Path flipped = Files.write(root.resolve("flipped.ts"), bytes);
        Run run = run(
                "publisher-proof-duplicates",
                "--input",
                "here=" + station,
                "--input",
                "there=" + flipped,
                "--profile",
                "demo",
                "--require-ok");

        assertThat(run.status()).isEqualTo(EcNode.NOT_PROVEN);
        assertThat(run.err())
                .containsPattern(
                        "source_mismatch: there against here, window \\d+ \\(2026-11-20T\\d\\d:\\d\\d:.*, before byte \\d+ of its input\\)");
    }

    @Test
    void reports_made_apart_are_compared() throws Exception {
        Path a = root.resolve("a.json");
        Path b = root.resolve("b.json");
        assertThat(run(
                                "publisher-proof-windows",
                                "--input",
                                station,
                                "--profile",
                                "demo",
                                "--output",
                                a,
                                "--require-ok")
                        .status())
                .isZero();
        Files.writeString(b, Files.readString(a).replace("publisher-a", "publisher-b"));

        assertThat(run("publisher-proof-compare", a, b, "--require-ok").status())
                .isZero();
        assertThat(run("publisher-proof-compare", "x=" + a, "y=" + a, "--require-ok")
                        .err())
                .contains("proven: ");
        Files.writeString(b, Files.readString(b).replaceFirst("\"init_hash\" : \"..", "\"init_hash\" : \"0f"));
        Run swapped = run("publisher-proof-compare", a, b, "--require-ok");
        assertThat(swapped.status()).isEqualTo(EcNode.NOT_PROVEN);
        assertThat(swapped.err()).contains("init_mismatch: publisher-b against publisher-a, window");
    }

    @Test
    void a_segment_is_written_as_bytes_that_have_the_reported_hashes() throws Exception {
        Path media = root.resolve("media");
        Run run = run("publisher-proof-segment", "--input", station, "--profile", "demo", "--media", media);

        assertThat(run.status()).isZero();
        try (Stream<Path> files = Files.list(media)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "source.ts", "360p-init.mp4", "360p-0.m4s", "audio-init.mp4", "audio-0.m4s");
        }
        assertThat(Json.mapper().readTree(run.out()).get("tracks")).hasSize(2);
    }

    @Test
    void a_source_is_archived_under_its_node() throws Exception {
        Run run = run(
                "publisher-proof-archive-source",
                "--input",
                station,
                "--profile",
                "demo",
                "--broadcast",
                "kcop",
                "--source-node",
                "node-a",
                "--cas-root",
                root.resolve("cas"),
                "--manifest-root",
                root.resolve("manifests"),
                "--max-windows",
                "2");

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("2 windows archived");
        assertThat(Files.readAllLines(root.resolve("manifests/kcop/publisher.m4s.jsonl")))
                .hasSize(8)
                .allMatch(line -> line.contains("\"source_node\":\"node-a\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--input MISSING",
                "--input TEXT",
                "--input STATION --publisher a/b",
                "--input STATION --publisher a --publisher a",
                "--input STATION --publisher only",
                "--input a=STATION --input a=STATION",
                "--input STATION --profile 8k",
                "--input STATION --chunk-ms 7",
                "--input STATION --program 0"
            })
    void bad_input_is_one_clear_line_with_exit_2_and_nothing_written(String words) throws Exception {
        Path text = Files.writeString(root.resolve("notes.txt"), "not a transport stream\n".repeat(99));
        Path output = root.resolve("never.json");
        String[] arguments = ("publisher-proof-duplicates " + words + " --output " + output)
                .replace("STATION", station.toString())
                .replace("TEXT", text.toString())
                .split(" ");
        Run run = run((Object[]) arguments);

        assertThat(run.status()).isEqualTo(EcNode.BAD_INPUT);
        assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("publisher-proof-duplicates: ");
        assertThat(run.out()).isEmpty();
        assertThat(output).doesNotExist();
    }

    @Test
    void a_report_that_cannot_be_written_is_refused_before_the_work() {
        Run run = run("publisher-proof-windows", "--input", station, "--output", root.resolve("no/such/place.json"));

        assertThat(run.status()).isEqualTo(EcNode.BAD_INPUT);
        assertThat(run.err()).contains("is no file in an existing directory").doesNotContain("encoded");
    }

    private record Run(int status, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                EcNode.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = command.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }
}
