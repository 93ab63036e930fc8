package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StationCommandTest {
    private static final String CACHE =
            Path.of("target", "station-cache").toAbsolutePath().toString();
    private static final int PACKET = 188;

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... options) {
        CommandLine command = EcNode.commandLine().setErr(new PrintWriter(err, true));
        return command.execute(small(options).toArray(String[]::new));
    }

    private static List<String> small(String... options) {
        List<String> arguments = new ArrayList<>(List.of("station", "--cache", CACHE));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--video-size")) {
            arguments.addAll(List.of("--video-size", "320x180", "--mux-rate", "3000000"));
        }
        return arguments;
    }

    @Test
    void a_recording_is_the_same_every_time() throws IOException {
        Path one = directory.resolve("one.ts");
        Path other = directory.resolve("other.ts");
        assertThat(run("--record", one.toString(), "--seconds", "2")).isZero();
        assertThat(run("--record", other.toString(), "--seconds", "2")).isZero();

        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(Files.size(one) % PACKET).isZero();
        assertThat(Files.size(one) * 8 / 2).isBetween(2_995_000L, 3_005_000L);
    }

    @Test
    void a_recording_of_the_second_half_is_the_second_half_of_the_recording() throws IOException {
        Path whole = directory.resolve("whole.ts");
        Path half = directory.resolve("half.ts");
        run("--record", whole.toString(), "--seconds", "2", "--start-utc", "2026-05-05T05:05:05Z");
        run("--record", half.toString(), "--seconds", "1", "--start-utc", "2026-05-05T05:05:06Z");

        byte[] all = Files.readAllBytes(whole);
        byte[] rest = Files.readAllBytes(half);
        assertThat(Arrays.copyOfRange(all, all.length - rest.length, all.length))
                .isEqualTo(rest);
    }

    @Test
    void a_lossy_recording_lacks_packets() throws IOException {
        Path whole = directory.resolve("whole.ts");
        Path lossy = directory.resolve("lossy.ts");
        run("--record", whole.toString(), "--seconds", "1");
        run("--record", lossy.toString(), "--seconds", "1", "--loss", "0.1", "--seed", "3");
        assertThat(Files.size(lossy)).isLessThan(Files.size(whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--standard ntsc            | --standard is atsc or dvb: ntsc",
                "--channel five             | channel looks like 5.1 or 7: five",
                "--callsign TOOLONGNAME     | callsign is 1 to 7 printable ASCII characters: TOOLONGNAME",
                "--video-size big           | video size looks like 1280x720: big",
                "--video-size 1920x1080     | mux rate 19392658 is too small for 1920x1080",
                "--epoch now                | --epoch looks like 2026-01-01T00:00:00Z: now",
                "--start-utc soon           | --start-utc looks like 2026-01-01T00:00:00Z: soon",
                "--stt-jitter-ms 5000       | time table jitter is 0 to 900 ms: 5000",
                "--seconds 0                | a recording has a length above 0",
                "--loss 7                   | loss rate is 0 to 1: 7.0",
                "--seconds many             | Invalid value for option '--seconds'",
            })
    void bad_options_are_named_and_nothing_is_written(String options, String message) {
        Path file = directory.resolve("none.ts");
        List<String> arguments = new ArrayList<>(List.of("--record", file.toString()));
        arguments.addAll(List.of(options.split(" ")));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString()).contains(message);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_bad_device_is_bad_input_and_an_unwritable_file_an_io_failure() {
        assertThat(run("--device", "a=x")).isEqualTo(EcNode.BAD_INPUT);
        assertThat(run("--record", directory.resolve("no/such/file.ts").toString()))
                .isEqualTo(EcNode.IO_FAILURE);
    }

    @Test
    void two_processes_started_apart_serve_the_same_bytes_for_the_same_moment() throws Exception {
        try (DeviceProcess a = DeviceProcess.start("a");
                InputStream fromA = a.open();
                DeviceProcess b = DeviceProcess.start("b");
                InputStream fromB = b.open()) {
            byte[] early = fromA.readNBytes(12_000 * PACKET);
            byte[] late = fromB.readNBytes(4_000 * PACKET);

            int at = find(late, early);
            int common = Math.min(late.length, early.length - at);
            assertThat(common).isGreaterThan(1000 * PACKET);
            assertThat(Arrays.mismatch(late, 0, common, early, at, at + common)).isEqualTo(-1);
        }
    }

    /** Where the first packets of {@code part} lie in {@code whole}. */
    private static int find(byte[] part, byte[] whole) {
        int length = 200 * PACKET;
        for (int at = 0; at + length <= whole.length; at += PACKET) {
            if (Arrays.equals(part, 0, length, whole, at, at + length)) {
                return at;
            }
        }
        throw new AssertionError("the later stream does not begin within the earlier one");
    }

    /** {@code ec-node station} with one device, in a process of its own. */
    private record DeviceProcess(Process process, URI stream) implements AutoCloseable {
        static DeviceProcess start(String name) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    EcNode.class.getName()));
            command.addAll(small("--device", name + "=0"));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader lines = process.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("device " + name + ": ")) {
                    return new DeviceProcess(process, URI.create(line.substring(line.indexOf("http"))));
                }
            }
            throw new AssertionError("the station ended: " + process.toHandle().info());
        }

        InputStream open() throws IOException {
            return stream.toURL().openStream();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
