package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.proof.ProofCause;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofReason;
import channel.every.proof.ProofReport;
import channel.every.station.SmallStation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A minute of a station is proven by every command; whatever is wrong with it is found and named. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FaultMatrixTest {
    @TempDir
    static Path root = Path.of("unset");

    /** A minute where the whole way is walked, six seconds where one window shows all. */
    private static Path minute = Path.of("unset");

    private static Path moment = Path.of("unset");
    private static Path sound = Path.of("unset");

    @BeforeAll
    static void records_a_minute_of_a_station_and_proves_a_moment_of_it() throws Exception {
        minute = SmallStation.record(root.resolve("minute.ts"), 60);
        moment = SmallStation.record(root.resolve("moment.ts"), 6);
        sound = report("sound", moment);
    }

    @AfterAll
    static void forgets_the_encoder() {
        System.clearProperty("ec.ffmpeg");
    }

    @Test
    @Order(1)
    void a_minute_is_proven_by_duplicates_and_by_comparing_their_reports() throws Exception {
        Path report = root.resolve("duplicates.json");
        Run run = run(
                "publisher-proof-duplicates",
                "--input",
                minute,
                "--profile",
                "demo",
                "--output",
                report,
                "--require-ok");
        assertThat(run.status()).as(run.err()).isZero();
        var duplicates = Json.mapper().readTree(report.toFile());
        assertThat(duplicates.path("comparison").path("equal_windows").asInt()).isGreaterThanOrEqualTo(55);

        Path a = Files.writeString(
                root.resolve("a.json"), duplicates.path("reports").path(0).toString());
        Path b = Files.writeString(
                root.resolve("b.json"), duplicates.path("reports").path(1).toString());
        assertThat(run("publisher-proof-compare", a, b, "--require-ok").status())
                .isZero();
    }

    @Test
    @Order(2)
    void a_minute_archived_by_two_nodes_converges() {
        for (String node : List.of("a", "b")) {
            Run run = run(
                    "publisher-proof-archive-source",
                    "--input",
                    node.equals("a") ? minute : moment,
                    "--profile",
                    "demo",
                    "--broadcast",
                    "kcop",
                    "--source-node",
                    "node-" + node,
                    "--cas-root",
                    root.resolve("cas"),
                    "--manifest-root",
                    root.resolve("manifests-" + node),
                    "--require-ok");
            assertThat(run.status()).as(run.err()).isZero();
        }
        Run run = run(
                "archive-convergence",
                "a=" + root.resolve("manifests-a"),
                "b=" + root.resolve("manifests-b"),
                "--overlap",
                "--require-ok");
        assertThat(run.status()).as(run.out()).isZero();
    }

    @Test
    void a_segment_of_the_minute_can_be_asked_for_by_its_index() throws Exception {
        long last = Json.mapper()
                .readValue(sound.toFile(), ProofReport.class)
                .windows()
                .getLast()
                .chunkIndex()
                .value();
        Run run = run(
                "publisher-proof-segment",
                "--input",
                minute,
                "--profile",
                "demo",
                "--window",
                last + 30,
                "--require-ok");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Json.mapper().readTree(run.out()).path("chunk_index").asLong())
                .isEqualTo(last + 30);
    }

    @Test
    void a_flipped_payload_byte_is_another_source() throws Exception {
        Path flipped = Files.write(root.resolve("flipped.ts"), Faults.withAFlippedByte(Files.readAllBytes(moment)));

        blames(ProofReason.SOURCE_MISMATCH, ProofCause.SOURCE, report("flipped", flipped));
    }

    @Test
    void a_dropped_packet_is_reception() throws Exception {
        Path lossy = Files.write(root.resolve("lossy.ts"), Faults.withoutAPacket(Files.readAllBytes(moment)));

        blames(ProofReason.SOURCE_MISMATCH, ProofCause.RECEPTION, report("lossy", lossy));
    }

    @Test
    void a_window_that_is_missing_is_reception() throws Exception {
        Path holed = Files.write(root.resolve("holed.ts"), Faults.withAHole(Files.readAllBytes(moment), 0.3));

        ProofComparison comparison = compared(report("holed", holed));
        assertThat(comparison.differences()).extracting(each -> each.reason()).contains(ProofReason.MISSING_WINDOW);
        assertThat(comparison.causes()).containsOnlyKeys(ProofCause.RECEPTION);
    }

    @Test
    void another_build_of_ffmpeg_is_the_encoders_build() throws Exception {
        Path other = script("other-ffmpeg", "exec \"$real\" \"${@//ultrafast/superfast}\"");
        System.setProperty("ec.ffmpeg", other.toString());
        Path report = report("build", moment);
        System.clearProperty("ec.ffmpeg");

        ProofComparison comparison = compared(report);
        assertThat(comparison.differences())
                .extracting(each -> each.reason())
                .contains(ProofReason.OTHER_PROFILE, ProofReason.MEDIA_MISMATCH);
        assertThat(comparison.causes()).containsOnlyKeys(ProofCause.ENCODER_BUILD);
    }

    @Test
    void another_preset_is_the_encoders_build() throws Exception {
        Path preset = root.resolve("preset.json");
        assertThat(run(
                                "publisher-proof-windows",
                                "--input",
                                moment,
                                "--publisher",
                                "preset",
                                "--profile",
                                "demo-720p",
                                "--output",
                                preset)
                        .status())
                .isZero();
        ProofComparison comparison = compared(preset);

        assertThat(comparison.causes()).containsOnlyKeys(ProofCause.ENCODER_BUILD);
        assertThat(comparison.differences().getFirst().evidence()).isEqualTo("profile \"demo-720p\" against \"demo\"");
    }

    @Test
    void another_cadence_is_another_phase() throws Exception {
        Path cadence = root.resolve("cadence.json");
        assertThat(run(
                                "publisher-proof-windows",
                                "--input",
                                moment,
                                "--publisher",
                                "cadence",
                                "--profile",
                                "demo",
                                "--chunk-ms",
                                2002,
                                "--output",
                                cadence)
                        .status())
                .isZero();

        blames(ProofReason.OTHER_CADENCE, ProofCause.PHASE, cadence);
    }

    @Test
    void a_swapped_init_blames_the_encoder() throws Exception {
        Path swapped = root.resolve("swapped.json");
        Files.writeString(
                swapped,
                Files.readString(sound)
                        .replace("\"sound\"", "\"swapped\"")
                        .replaceFirst("\"init_hash\" : \"..", "\"init_hash\" : \"0f"));

        blames(ProofReason.INIT_MISMATCH, ProofCause.ENCODER_BYTES, swapped);
    }

    @Test
    void an_encoder_that_is_not_there_is_said_with_how_to_install_it() {
        System.setProperty("ec.ffmpeg", "/no/such/ffmpeg");
        Run run = run("publisher-proof-windows", "--input", moment, "--profile", "demo");
        System.clearProperty("ec.ffmpeg");

        assertThat(run.status()).isEqualTo(EcNode.IO_FAILURE);
        assertThat(run.err()).contains("/no/such/ffmpeg", "apt-get install ffmpeg");
    }

    @Test
    void an_encoder_that_crashes_on_a_window_leaves_that_one_red_and_no_other() throws Exception {
        // Once with its neighbours, and once alone: only the second decides.
        Path crashing = script(
                "crashing-ffmpeg",
                "[[ \"$*\" != */0.ts* ]] && exec \"$real\" \"$@\"",
                "mkdir '" + root.resolve("crashed-together") + "' 2>/dev/null && kill -SEGV $$",
                "mkdir '" + root.resolve("crashed-alone") + "' 2>/dev/null && kill -SEGV $$",
                "exec \"$real\" \"$@\"");
        System.setProperty("ec.ffmpeg", crashing.toString());
        Run run = run(
                "publisher-proof-windows",
                "--input",
                moment,
                "--profile",
                "demo",
                "--require-ok",
                "--output",
                root.resolve("crashing.json"));
        System.clearProperty("ec.ffmpeg");

        assertThat(run.status()).isEqualTo(EcNode.NOT_PROVEN);
        ProofReport report =
                Json.mapper().readValue(root.resolve("crashing.json").toFile(), ProofReport.class);
        assertThat(report.windows().stream().filter(window -> window.failure() != null))
                .hasSize(1);
        assertThat(report.windows()).hasSizeGreaterThan(3);
        assertThat(run.err()).contains("FAILED: ffmpeg");
    }

    private static void blames(ProofReason reason, ProofCause cause, Path report) throws Exception {
        ProofComparison comparison = compared(report);

        assertThat(comparison.differences()).extracting(each -> each.reason()).containsOnly(reason);
        assertThat(comparison.causes()).containsOnlyKeys(cause);
    }

    /** Against the sound report; exits 1 and says what it says in the report. */
    private static ProofComparison compared(Path report) throws Exception {
        Path comparison = Path.of(report + ".compared");
        Run run = run("publisher-proof-compare", sound, report, "--require-ok", "--output", comparison);
        assertThat(run.status()).as(run.err()).isEqualTo(EcNode.NOT_PROVEN);
        ProofComparison read = Json.mapper().readValue(comparison.toFile(), ProofComparison.class);
        assertThat(run.err())
                .contains("; cause " + read.differences().getFirst().cause().text() + ": ");
        return read;
    }

    private static Path report(String publisher, Path recording) {
        Path report = root.resolve(publisher + ".json");
        Run run = run(
                "publisher-proof-windows",
                "--input",
                recording,
                "--publisher",
                publisher,
                "--profile",
                "demo",
                "--output",
                report);
        assertThat(run.status()).as(run.err()).isZero();
        return report;
    }

    /** An ffmpeg of another build: whatever it does, its file has another hash. */
    private static Path script(String name, String... lines) throws Exception {
        String real = Stream.of(Objects.requireNonNull(System.getenv("PATH")).split(":"))
                .map(directory -> Path.of(directory, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("these tests need ffmpeg: apt-get install ffmpeg"))
                .toString();
        Path file = Files.writeString(
                root.resolve(name), "#!/bin/bash\nreal=" + real + "\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private record Run(int status, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = EcNode.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }
}
