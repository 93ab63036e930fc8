package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.station.SmallStation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The continuous track for watching, as its command makes it. */
final class WtPublishTest {
    private static final int SECONDS = 6;

    @TempDir
    static Path root = Path.of("unset");

    private static Path station = Path.of("unset");

    @BeforeAll
    static void records_some_seconds_of_a_station() throws Exception {
        station = SmallStation.record(root.resolve("station.ts"), SECONDS);
    }

    @Test
    void a_directory_gets_a_playlist_whose_fragments_begin_with_keyframes() throws Exception {
        Path directory = root.resolve("hls");
        Run run = run("--publisher-start-boundary-ms", "0", "--output", directory.toString());

        assertThat(run.status()).as(run.err()).isZero();
        List<String> playlist = Files.readAllLines(directory.resolve("index.m3u8"));
        List<String> fragments =
                playlist.stream().filter(line -> line.endsWith(".m4s")).toList();
        assertThat(playlist)
                .contains("#EXT-X-MAP:URI=\"0.m4s/init-1.mp4\"")
                .endsWith(fragments.getLast(), "#EXT-X-ENDLIST");
        assertThat(fragments).hasSizeBetween(SECONDS - 2, SECONDS);
        List<String> flags =
                probed(directory.resolve("index.m3u8"), "-show_entries", "packet=flags", "-select_streams", "v");
        assertThat(flags.stream().filter(line -> line.startsWith("K"))).hasSameSizeAs(fragments);
        assertThat(probed(directory.resolve("index.m3u8"), "-show_entries", "stream=codec_name"))
                .contains("h264", "aac");
    }

    @Test
    void a_file_gets_all_of_it_at_another_distance_of_keyframes() throws Exception {
        Path file = root.resolve("out.mp4");
        Run run = run("--publisher-start-boundary-ms", "500", "--keyframe-ms", "500", "--output", file.toString());

        assertThat(run.status()).as(run.err()).isZero();
        List<String> flags = probed(file, "-show_entries", "packet=flags", "-select_streams", "v");
        assertThat(flags.stream().filter(line -> line.startsWith("K"))).hasSizeBetween(2 * SECONDS - 3, 2 * SECONDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --publisher-start-boundary-ms -1   | start boundary must be 0 to 60000 ms: -1
            --publisher-start-boundary-ms soon | --publisher-start-boundary-ms
            --keyframe-ms 50                   | keyframe distance must be 100 to 60000 ms: 50
            --profile 4k                       | no profile "4k"; there are default, demo
            """)
    void a_wrong_option_is_named_with_what_is_allowed(String words, String problem) {
        Path directory = root.resolve("never");
        Run run = run(Stream.concat(Stream.of(words.split(" ")), Stream.of("--output", directory.toString()))
                .toArray(String[]::new));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
        assertThat(directory).doesNotExist();
    }

    @Test
    void an_input_that_is_not_there_is_named() {
        StringWriter err = new StringWriter();
        int status = EcNode.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(
                        "wt-publish",
                        "--input",
                        "/no/such.ts",
                        "--output",
                        root.resolve("none.mp4").toString());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("/no/such.ts");
    }

    private static List<String> probed(Path media, String... words) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                        Stream.of("ffprobe", "-v", "error", "-allowed_extensions", "ALL"),
                        Stream.of(words),
                        Stream.of("-of", "csv=p=0", media.toString()))
                .flatMap(each -> each)
                .filter(word -> media.toString().endsWith(".m3u8")
                        || !List.of("-allowed_extensions", "ALL").contains(word))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().filter(line -> !line.isBlank()).toList();
    }

    private record Run(int status, String err) {}

    private static Run run(String... arguments) {
        StringWriter err = new StringWriter();
        Stream<String> before = Stream.of(arguments).anyMatch("--profile"::equals)
                ? Stream.of("wt-publish")
                : Stream.of("wt-publish", "--profile", "demo");
        int status = EcNode.commandLine()
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(before, Stream.of("--input", station.toString()), Stream.of(arguments))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
        return new Run(status, err.toString());
    }
}
