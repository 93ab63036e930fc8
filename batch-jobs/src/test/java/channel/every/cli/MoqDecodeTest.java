package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MoqDecodeTest {
    @TempDir
    Path temp;

    private String out = "";
    private String err = "";

    @Test
    void a_subscription_is_told_in_words() throws IOException {
        assertThat(run("021609076c612d6b636f70066368756e6b73c80153882a0006010000004064", "request", "moq-lite-05"))
                .isZero();
        assertThat(out.strip().lines().toList())
                .containsExactly(
                        "{\"message\":\"Subscribe\",\"id\":9,\"broadcast\":\"la-kcop\",\"track\":\"chunks\",\"wanted\":{\"priority\":200,"
                                + "\"ordered\":true,\"max_latency_ms\":5000,\"start\":41}}",
                        "{\"message\":\"SubscribeUpdate\",\"wanted\":{\"priority\":1,\"ordered\":false,\"max_latency_ms\":0,"
                                + "\"end\":99}}");
    }

    @Test
    void a_group_of_moq_transport_is_told_by_its_objects() throws IOException {
        assertThat(run("5904f06a18a50000" + "000410c2bf2003616263" + "00000003", "unidirectional", "moqt-18"))
                .isZero();
        assertThat(out.strip().lines().toList())
                .containsExactly(
                        "{\"message\":\"Subgroup\",\"alias\":4,\"group\":1780000000,\"subgroup\":0,\"priority\":0,"
                                + "\"properties\":true,\"last\":true,\"first\":true}",
                        "{\"message\":\"Content\",\"skipped\":0,\"properties\":[{\"type\":16,\"value\":180000}],\"size\":3,"
                                + "\"hash\":\"6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85\"}",
                        "{\"message\":\"Status\",\"skipped\":0,\"properties\":[],\"status\":3}");
        assertThat(run("03", "updates", "moqt-18")).isEqualTo(2);
        assertThat(err).contains("[request, answers, unidirectional]");
    }

    @Test
    void what_is_no_such_stream_or_ends_early_is_refused() throws IOException {
        assertThat(run("0900", "request", "moq-lite-05")).isEqualTo(2);
        assertThat(err).contains("no request of type 9").doesNotContain("Exception");
        assertThat(run("021609", "request", "moq-lite-05")).isEqualTo(2);
        assertThat(err).contains("ends within a message");
        assertThat(run("00", "request", "moq-lite-06")).isEqualTo(2);
        assertThat(err).contains("moq-lite-03");
        assertThat(run("00", "nothing", "moq-lite-05")).isEqualTo(2);
        assertThat(err).contains("track-info");
    }

    private int run(String hex, String stream, String protocol) throws IOException {
        Path file = Files.write(temp.resolve("stream"), HexFormat.of().parseHex(hex));
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line = EcNode.commandLine();
        line.setOut(new PrintWriter(output));
        line.setErr(new PrintWriter(errors));
        int code = line.execute("moq-decode", file + "", "--stream", stream, "--protocol", protocol);
        out = output.toString();
        err = errors.toString();
        return code;
    }
}
