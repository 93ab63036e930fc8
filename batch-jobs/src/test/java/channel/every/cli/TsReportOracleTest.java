package channel.every.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.ts.TsPacket;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The report against ffprobe and tshark, on streams that ffmpeg makes and on what loss leaves of them. */
class TsReportOracleTest {
    @TempDir
    private Path directory;

    private Path recording(String... codecs) throws Exception {
        Path file = directory.resolve("recording.ts");
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "3"));
        command.addAll(List.of(codecs));
        command.add(file.toString());
        run(command);
        return file;
    }

    private Path atsc() throws Exception {
        return recording(
                "-c:v", "mpeg2video", "-b:v", "1M", "-bf", "2", "-c:a", "ac3", "-muxrate", "3M", "-f", "mpegts");
    }

    /** Time stamps and clock wrap in the middle of it. */
    private Path dvb() throws Exception {
        return recording(
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-bf",
                "2",
                "-c:a",
                "mp2",
                "-output_ts_offset",
                "95441.7",
                "-mpegts_service_id",
                "257",
                "-metadata",
                "service_name=Canal d'essai",
                "-f",
                "mpegts");
    }

    /** Takes single packets out and repeats others, as reception does. */
    private Path damaged(Path file) throws IOException {
        byte[] stream = Files.readAllBytes(file);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        for (int i = 0; i * TsPacket.SIZE < stream.length; i++) {
            for (int times = i % 97 == 50 ? 0 : i % 89 == 40 ? 2 : 1; times > 0; times--) {
                damaged.write(stream, i * TsPacket.SIZE, TsPacket.SIZE);
            }
        }
        return Files.write(directory.resolve("damaged.ts"), damaged.toByteArray());
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit of %s", command).isZero();
        return output;
    }

    private static String tsReport(Path file, String... options) {
        StringWriter out = new StringWriter();
        CommandLine command = EcNode.commandLine();
        command.setOut(new PrintWriter(out));
        List<String> arguments = new ArrayList<>(List.of("ts-report", file.toString()));
        arguments.addAll(List.of(options));
        assertThat(command.execute(arguments.toArray(String[]::new))).isZero();
        return out.toString();
    }

    private static List<JsonNode> events(Path file) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : tsReport(file, "--events").lines().toList()) {
            events.add(Json.mapper().readTree(line));
        }
        return events;
    }

    /** Lines of tshark's fields; the first is the packet's number from 1 on. */
    private static List<String[]> tshark(Path file, String filter, String... fields) throws Exception {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-Y", filter, "-T", "fields"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        return run(command).lines().map(line -> line.split("\t", -1)).toList();
    }

    private static long offset(String frame) {
        return (Long.parseLong(frame) - 1) * TsPacket.SIZE;
    }

    private static void agreesWithTshark(Path file) throws Exception {
        List<JsonNode> events = events(file);
        List<Long> duplicates = offsets(events, "duplicate");
        assertThat(events.stream()
                        .filter(event -> event.has("pcr"))
                        .map(event -> event.get("offset") + " " + event.get("pid") + " " + event.get("pcr")))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        tshark(file, "mp2t.af.pcr", "frame.number", "mp2t.pid", "mp2t.af.pcr").stream()
                                .filter(line -> !duplicates.contains(offset(line[0])))
                                .map(line -> offset(line[0]) + " " + Long.decode(line[1]) + " " + Long.decode(line[2]))
                                .toList());
        assertThat(offsets(events, "broken"))
                .containsExactlyElementsOf(tshark(file, "mp2t.cc.drop", "frame.number").stream()
                        .map(line -> offset(line[0]))
                        .toList());
        JsonNode report = Json.mapper().readTree(tsReport(file, "--json"));
        Map<Long, Long> packets = tshark(file, "mp2t", "mp2t.pid").stream()
                .collect(toMap(line -> Long.decode(line[0]), line -> 1L, Long::sum));
        assertThat(elements(report.get("pids"))
                        .collect(toMap(
                                pid -> pid.get("pid").asLong(),
                                pid -> pid.get("packets").asLong())))
                .isEqualTo(packets);
        assertThat(report.at("/health/continuity_errors").asLong())
                .isEqualTo(offsets(events, "broken").size());
    }

    private static List<Long> offsets(List<JsonNode> events, String continuity) {
        return events.stream()
                .filter(event -> event.path("continuity").asText().equals(continuity))
                .map(event -> event.get("offset").asLong())
                .toList();
    }

    private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void agreesWithFfprobe(Path file) throws Exception {
        JsonNode probe = Json.mapper()
                .readTree(run(List.of(
                        "ffprobe",
                        "-v",
                        "fatal",
                        "-fflags",
                        "+nofillin+noparse",
                        "-correct_ts_overflow",
                        "0",
                        "-show_packets",
                        "-show_streams",
                        "-show_programs",
                        "-of",
                        "json",
                        file.toString())));
        Map<Integer, Long> pids = elements(probe.get("streams"))
                .collect(toMap(
                        stream -> stream.get("index").asInt(),
                        stream -> Long.decode(stream.get("id").asText())));
        List<JsonNode> events = events(file);
        List<Long> duplicates = offsets(events, "duplicate");
        List<String> theirs = elements(probe.get("packets"))
                .filter(packet -> packet.has("pts")
                        && !duplicates.contains(packet.get("pos").asLong()))
                .map(packet -> packet.get("pos").asText() + " "
                        + pids.get(packet.get("stream_index").asInt()) + " " + packet.get("pts") + " "
                        + packet.get("dts"))
                .toList();
        assertThat(events.stream()
                        .filter(event -> event.has("pts"))
                        .map(event -> event.get("offset") + " " + event.get("pid") + " " + event.get("pts") + " "
                                + event.get("dts")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(theirs);
        JsonNode program = probe.at("/programs/0");
        JsonNode ours = Json.mapper().readTree(tsReport(file, "--json")).at("/programs/0");
        assertThat(ours.get("number").asInt())
                .isEqualTo(program.get("program_num").asInt());
        assertThat(ours.get("pmt_pid").asInt()).isEqualTo(program.get("pmt_pid").asInt());
        assertThat(ours.get("pcr_pid").asInt()).isEqualTo(program.get("pcr_pid").asInt());
        assertThat(ours.get("name").asText())
                .isEqualTo(program.at("/tags/service_name").asText());
        assertThat(elements(ours.get("streams")).map(stream -> stream.get("pid").asLong()))
                .containsExactlyElementsOf(elements(program.get("streams"))
                        .map(stream -> Long.decode(stream.get("id").asText()))
                        .toList());
    }

    @Test
    void an_mpeg_2_stream_at_constant_rate_reads_as_the_others_read_it() throws Exception {
        Path file = atsc();
        agreesWithTshark(file);
        agreesWithFfprobe(file);
    }

    @Test
    void an_h_264_stream_over_the_wrap_reads_as_the_others_read_it() throws Exception {
        Path file = dvb();
        agreesWithTshark(file);
        agreesWithFfprobe(file);
        assertThat(Json.mapper()
                        .readTree(tsReport(file, "--json"))
                        .at("/health/pcr_discontinuity_errors")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void what_loss_leaves_reads_as_the_others_read_it() throws Exception {
        Path file = damaged(atsc());
        agreesWithTshark(file);
        agreesWithFfprobe(file);
        assertThat(Json.mapper()
                        .readTree(tsReport(file, "--json"))
                        .at("/health/continuity_errors")
                        .asInt())
                .isGreaterThan(20);
    }

    @Test
    void windows_are_counted_and_without_a_time_table_none_of_them_proves_anything() throws Exception {
        Path file = atsc();
        JsonNode program = Json.mapper()
                .readTree(tsReport(file, "--json", "--windows", "--cadence", "500"))
                .at("/windows/0");
        assertThat(program.get("program").asInt()).isEqualTo(1);
        assertThat(program.get("clock").asText()).isEqualTo("unsynced: no_time_table");
        assertThat(program.get("windows").asInt()).isBetween(2, 5);
        assertThat(program.get("eligible").asInt(-1)).isZero();
        assertThat(tsReport(file, "--windows")).contains("WINDOWS of 1001 ms, program 1");
    }
}
