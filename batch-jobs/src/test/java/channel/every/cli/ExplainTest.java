package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.station.SmallStation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a red report to a page, and to a file that can be given to somebody. */
final class ExplainTest {
    @TempDir
    static Path root = Path.of("unset");

    private static Path duplicates = Path.of("unset");

    @BeforeAll
    static void proves_a_recording_against_one_that_lacks_a_packet() throws Exception {
        Path station = SmallStation.record(root.resolve("station.ts"), 4);
        Path lossy = Files.write(root.resolve("lossy.ts"), Faults.withoutAPacket(Files.readAllBytes(station)));
        duplicates = root.resolve("duplicates.json");
        Run run = run(
                "publisher-proof-duplicates",
                "--input",
                "roof=" + station,
                "--input",
                "cellar=" + lossy,
                "--profile",
                "demo",
                "--output",
                duplicates,
                "--require-ok");
        assertThat(run.status()).isEqualTo(EcNode.NOT_PROVEN);
    }

    @Test
    void a_report_becomes_words_that_name_window_cause_and_remedy() {
        Run run = run("explain", duplicates);

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("Not proven: ")
                .contains(
                        "Cause: reception", "continuity errors", "  do    Look at the signal", "cellar: ", "  window ");
    }

    @Test
    void the_page_stands_alone_and_has_a_picture() throws Exception {
        Path page = root.resolve("page.html");
        assertThat(run("explain", duplicates, "--html", page).status()).isZero();

        assertThat(Files.readString(page))
                .contains("<svg", "Reception", "What to do", "<title>window ")
                .doesNotContain("<script", "src=", "http://", "https://");
    }

    @Test
    void the_bundle_holds_both_inputs_both_outputs_and_says_what_they_are() throws Exception {
        Path bundle = root.resolve("evidence.zip");
        Run run = run("explain", duplicates, "--evidence", bundle);
        assertThat(run.status()).as(run.err()).isZero();

        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("README.txt", "report.json", "explanation.html", "explanation.txt")
                    .anyMatch(name -> name.matches("windows/\\d+/roof/source\\.ts"))
                    .anyMatch(name -> name.matches("windows/\\d+/cellar/source\\.ts"))
                    .anyMatch(name -> name.matches("windows/\\d+/roof/360p-0\\.m4s"))
                    .anyMatch(name -> name.matches("windows/\\d+/cellar/360p-0\\.m4s"));
            String readme =
                    new String(zip.getInputStream(zip.getEntry("README.txt")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(readme).contains("different inputs");
        }
    }

    @Test
    void an_archive_report_is_explained_too() throws Exception {
        Path report = root.resolve("convergence.json");
        for (String node : new String[] {"a", "b"}) {
            assertThat(run(
                                    "publisher-proof-archive-source",
                                    "--input",
                                    root.resolve(node.equals("a") ? "station.ts" : "lossy.ts"),
                                    "--profile",
                                    "demo",
                                    "--broadcast",
                                    "kcop",
                                    "--source-node",
                                    "node-" + node,
                                    "--cas-root",
                                    root.resolve("cas"),
                                    "--manifest-root",
                                    root.resolve("manifests-" + node))
                            .status())
                    .isZero();
        }
        run(
                "archive-convergence",
                "a=" + root.resolve("manifests-a"),
                "b=" + root.resolve("manifests-b"),
                "--output",
                report);
        Path bundle = root.resolve("objects.zip");
        Run run = run("explain", report, "--evidence", bundle, "--cas-root", root.resolve("cas"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Not proven: ").contains("Cause: reception", "kcop 360p");
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.matches("windows/\\d+/360p/a-media-[0-9a-f]{8}\\.mp4"))
                    .anyMatch(name -> name.matches("windows/\\d+/360p/b-media-[0-9a-f]{8}\\.mp4"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "no json", "{\"differences\": 7}", "{\"groups\": [{}]}"})
    void what_is_no_report_is_refused_in_one_line(String text) throws Exception {
        Path file = Files.writeString(root.resolve("other.json"), text);
        Run run = run("explain", file);

        assertThat(run.status()).isEqualTo(EcNode.BAD_INPUT);
        assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("explain: ");
    }

    private record Run(int status, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = EcNode.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }
}
