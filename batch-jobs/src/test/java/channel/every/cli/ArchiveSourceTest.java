package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.station.SmallStation;
import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a publisher can be made of. */
final class ArchiveSourceTest {
    @TempDir
    static Path root = Path.of("unset");

    private static Path station = Path.of("unset");

    @BeforeAll
    static void records_six_seconds_of_a_station() throws Exception {
        station = SmallStation.record(root.resolve("station.ts"), 6);
    }

    @Test
    void a_tuner_that_refuses_and_then_breaks_off_is_asked_again_and_again() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer tuner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tuner.createContext("/auto/v5.1", exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.getResponseHeaders().set("X-HDHomeRun-Error", "805 All Tuners In Use");
                exchange.sendResponseHeaders(503, -1);
            } else {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(Files.readAllBytes(station));
            }
            exchange.close();
        });
        tuner.start();
        try {
            Run run = archive(
                    "http", "http://127.0.0.1:" + tuner.getAddress().getPort() + "/auto/v5.1", "--max-windows", "2");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err())
                    .contains("status 503, 805 All Tuners In Use; next attempt in 1 s", "2 windows archived");
        } finally {
            tuner.stop(0);
        }
    }

    @Test
    void what_is_no_transport_stream_goes_through_ffmpeg() throws Exception {
        Path movie = root.resolve("movie.mkv");
        assertThat(new ProcessBuilder(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-i",
                                station.toString(),
                                "-map",
                                "0:v",
                                "-map",
                                "0:a",
                                "-c",
                                "copy",
                                movie.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        Run run = archive("copied", movie.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).containsPattern("[1-9]\\d* windows archived");
    }

    @Test
    void what_even_ffmpeg_cannot_read_is_one_line_with_its_words() throws Exception {
        Path zeros = Files.write(root.resolve("zeros.bin"), new byte[4096]);
        Run run = archive("zeros", zeros.toString());

        assertThat(run.status()).isEqualTo(EcNode.IO_FAILURE);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("ffmpeg cannot read it", "Invalid data");
    }

    @Test
    void a_second_run_over_the_same_windows_is_not_ok_under_require_ok() throws Exception {
        assertThat(archive("twice", station.toString(), "--require-ok").status())
                .isZero();
        Run again = archive("twice", station.toString(), "--require-ok");

        assertThat(again.status()).isEqualTo(EcNode.NOT_PROVEN);
        assertThat(again.err()).contains("not archived: window ", "0 windows archived");
    }

    private record Run(int status, String err) {}

    private static Run archive(String name, String... arguments) {
        StringWriter err = new StringWriter();
        int status = EcNode.commandLine()
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(
                                Stream.of(
                                        "publisher-proof-archive-source",
                                        "--profile",
                                        "demo",
                                        "--broadcast",
                                        "kcop",
                                        "--source-node",
                                        "node-" + name,
                                        "--cas-root",
                                        root.resolve(name + "-cas").toString(),
                                        "--manifest-root",
                                        root.resolve(name + "-manifests").toString(),
                                        "--input"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
        return new Run(status, err.toString());
    }
}
