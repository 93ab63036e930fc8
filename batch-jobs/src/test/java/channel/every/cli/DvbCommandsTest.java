package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DvbCommandsTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = EcNode.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private String channels() throws IOException {
        return Files.writeString(
                        directory.resolve("channels.conf"),
                        "[News]\nVCHANNEL = 5.1\nDELIVERY_SYSTEM = ATSC\nFREQUENCY = 473000000\nMODULATION = VSB/8\n")
                .toString();
    }

    @Test
    void a_machine_without_cards_has_an_empty_list_and_a_hint() throws IOException {
        assertThat(run("dvb-list", "--devices", directory.resolve("none").toString()))
                .isZero();
        assertThat(Json.mapper().readTree(out.toString())).isEmpty();
        assertThat(err.toString()).contains("is the card's driver loaded");
    }

    @Test
    void a_frontend_that_cannot_be_asked_is_listed_with_the_reason() throws IOException {
        Files.createDirectories(directory.resolve("adapter3"));
        Files.createFile(directory.resolve("adapter3/frontend1"));
        Files.createFile(directory.resolve("adapter3/demux1"));
        assertThat(run("dvb-list", "--devices", directory.toString())).isZero();
        JsonNode list = Json.mapper().readTree(out.toString());
        assertThat(list).hasSize(1);
        assertThat(list.get(0).get("address").asText()).isEqualTo("dvb://adapter3/frontend1");
        assertThat(list.get(0).get("state").asText()).isEqualTo("REFUSED");
        assertThat(list.get(0).get("reason").asText()).contains("not such a device (ENOTTY)");
    }

    @Test
    void an_adapter_that_is_not_there_is_an_io_failure_in_one_line() throws IOException {
        assertThat(run("dvb-receive", "dvb://adapter99/frontend0?channels=" + channels(), "5.1"))
                .isEqualTo(EcNode.IO_FAILURE);
        assertThat(err.toString())
                .isEqualTo("dvb-receive: open /dev/dvb/adapter99/frontend0: no such device node (ENOENT)\n");
    }

    @Test
    void an_address_that_cannot_work_is_bad_usage() {
        assertThat(run("dvb-receive", "dvb://adapter0", "5.1")).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString())
                .isEqualTo("dvb-receive: a DVB device is written dvb://adapter0/frontend0: \"dvb://adapter0\"\n");
    }

    @Test
    void a_channel_that_the_file_lacks_is_told_with_those_it_has() throws IOException {
        assertThat(run("dvb-receive", "dvb://adapter0/frontend0?channels=" + channels(), "7.1"))
                .isEqualTo(EcNode.IO_FAILURE);
        assertThat(err.toString()).contains("no channel 7.1 in").endsWith("it has 5.1 News\n");
    }
}
