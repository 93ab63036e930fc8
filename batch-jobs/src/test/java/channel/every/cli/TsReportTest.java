package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.Service;
import channel.every.psi.ServiceDescription;
import channel.every.psi.Tdt;
import channel.every.ts.PacketWriter;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TsReportTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        CommandLine command = EcNode.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        String[] words = new String[arguments.length + 1];
        words[0] = "ts-report";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        return command.execute(words);
    }

    /** Two rounds of tables, without video and clock. */
    private Path recording() throws IOException {
        Pid pmt = new Pid(0x100);
        ElementaryStream video = new ElementaryStream(0x1B, new Pid(0x101), new byte[0]);
        PacketWriter patWriter = new PacketWriter(Pid.PAT);
        PacketWriter pmtWriter = new PacketWriter(pmt);
        PacketWriter sdtWriter = new PacketWriter(Pid.DVB_SDT);
        PacketWriter timeWriter = new PacketWriter(Pid.DVB_TIME);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int round = 0; round < 2; round++) {
            stream.writeBytes(patWriter.section(new ProgramAssociation(7, 0, new TreeMap<>(Map.of(1, pmt))).section()));
            stream.writeBytes(
                    pmtWriter.section(new ProgramMap(1, 0, video.pid(), new byte[0], List.of(video)).section()));
            stream.writeBytes(sdtWriter.section(
                    new ServiceDescription(7, 0x20FA, 0, List.of(new Service(1, 0x19, "every.channel", "Test HD")))
                            .section()));
            stream.writeBytes(timeWriter.section(new Tdt(Instant.parse("2026-05-04T12:00:00Z")).section()));
        }
        return Files.write(directory.resolve("recording.ts"), stream.toByteArray());
    }

    @Test
    void a_scrambled_program_is_named_as_such() throws Exception {
        byte[] scrambled = new byte[TsPacket.SIZE];
        scrambled[0] = TsPacket.SYNC_BYTE;
        scrambled[1] = 0x01;
        scrambled[2] = 0x01;
        Path file = recording();
        for (int counter = 0; counter < 10; counter++) {
            scrambled[3] = (byte) (0xD0 | counter);
            Files.write(file, scrambled, StandardOpenOption.APPEND);
        }
        assertThat(run(file)).isZero();
        assertThat(out.toString()).contains("PMT 0x0100  clock 0x0101  scrambled");
    }

    @Test
    void the_report_reads_like_a_page() throws Exception {
        assertThat(run(recording())).isZero();
        assertThat(out.toString())
                .contains("8 packets, no clock")
                .contains("transport stream 7, original network 8442")
                .contains("PROGRAM 1  Test HD  (every.channel)  PMT 0x0100  clock 0x0101")
                .contains("  0x0101  type 0x1B  H.264 video")
                .contains("TDT              0x0014         2")
                .contains("ERRORS (TR 101 290): none");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_file_and_nothing_else_is_reported_alike_without_parsing() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.txt"), "Good morning, Germany. ".repeat(500));
        for (Path file : List.of(recording(), text, directory, directory.resolve("nowhere.ts"))) {
            StringWriter report = new StringWriter();
            StringWriter refusal = new StringWriter();
            int code = EcNode.report(file.toString(), new PrintWriter(report), new PrintWriter(refusal));
            out.getBuffer().setLength(0);
            err.getBuffer().setLength(0);
            assertThat(code).as("exit code for %s", file).isEqualTo(run(file));
            assertThat(report).hasToString(out.toString());
            assertThat(refusal).hasToString(err.toString());
        }
    }

    @Test
    void json_says_the_same_to_machines() throws Exception {
        assertThat(run(recording(), "--json")).isZero();
        JsonNode report = Json.mapper().readTree(out.toString());
        assertThat(report.at("/packets").asInt()).isEqualTo(8);
        assertThat(report.at("/programs/0/name").asText()).isEqualTo("Test HD");
        assertThat(report.at("/programs/0/streams/0/pid").asInt()).isEqualTo(0x101);
        assertThat(report.at("/original_network_id").asInt()).isEqualTo(0x20FA);
        assertThat(report.at("/health/pat_errors").asInt(-1)).isZero();
    }

    @Test
    void events_come_as_lines_of_json() throws Exception {
        byte[] stream = Files.readAllBytes(recording());
        stream[4 * TsPacket.SIZE + 3] = 0x15;
        Files.write(directory.resolve("recording.ts"), stream);
        assertThat(run(directory.resolve("recording.ts"), "--events")).isZero();
        assertThat(out.toString().lines())
                .hasSize(9)
                .contains("{\"offset\":564,\"pid\":20,\"section\":\"707005eeec120000\"}")
                .contains("{\"offset\":752,\"pid\":0,\"continuity\":\"broken\"}");
    }

    @Test
    void a_text_is_refused_in_one_line() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.txt"), "Good morning, Germany. ".repeat(500));
        assertThat(run(text)).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString())
                .isEqualTo("ts-report: " + text + " is not a transport stream: no packets of 188 bytes in it"
                        + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void an_empty_file_is_refused_in_one_line() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.ts"));
        assertThat(run(empty, "--json")).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_missing_file_and_a_directory_are_refused_in_one_line() {
        assertThat(run(directory.resolve("nowhere.ts"))).isEqualTo(EcNode.BAD_INPUT);
        assertThat(run(directory)).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.endsWith(" is not a readable file"));
    }

    @Test
    void windows_of_standard_input_and_a_cadence_that_is_none_are_refused_before_anything_is_read() throws Exception {
        assertThat(run("-", "--windows")).isEqualTo(EcNode.BAD_INPUT);
        assertThat(run(recording(), "--windows", "--cadence", "7")).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString().lines())
                .containsExactly(
                        "ts-report: standard input cannot be read twice: give a file",
                        "ts-report: chunk cadence must be 100 to 60000 ms: 7");
    }
}
