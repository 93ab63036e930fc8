package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.directory.Directory;
import channel.every.directory.MemoryDirectoryStore;
import channel.every.directory.RefusedEntryException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControlBridgeWebTest {
    private static final String RELAYS =
            "{\"relay_url\":\"https://lax.example/\",\"broadcast_name\":\"b\",\"track_name\":\"t\"},"
                    + "{\"relay_url\":\"https://nyc.example/\",\"broadcast_name\":\"b\",\"track_name\":\"t\"}";

    @TempDir
    Path temp;

    private final Directory directory = new Directory(new MemoryDirectoryStore(), InstantSource.system());
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String err = "";

    @BeforeEach
    void serve_a_directory() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/stream-upsert", exchange -> {
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            int status = 200;
            try {
                directory.write(exchange.getRequestBody().readAllBytes());
            } catch (RefusedEntryException e) {
                status = 400;
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void every_relay_of_an_announcement_reaches_the_directory_with_the_token() throws IOException {
        Path token = Files.writeString(temp.resolve("token"), "s3cret\n");
        Path lines = Files.writeString(
                temp.resolve("lines"), "{\"stream_id\":\"s\",\"transports\":[{\"kind\":\"direct\"}," + RELAYS + "]}\n");
        assertThat(run(lines + "", "--directory", url(), "--token-file", token + ""))
                .isZero();
        assertThat(directory.streams()).hasSize(1);
        assertThat(directory.streams().getFirst().json().path("relays")).hasSize(3);
        assertThat(directory.streams().getFirst().json().path("relay_url").asText())
                .isEqualTo("https://lax.example/");
        assertThat(tokens).containsExactly("Bearer s3cret");
        assertThat(err).doesNotContain("s3cret");
    }

    @Test
    void a_line_that_cannot_be_forwarded_is_told_by_its_number_and_the_next_goes_on() throws IOException {
        Path lines = Files.writeString(
                temp.resolve("lines"),
                "{\"stream_id\":\"s\"}\nnot json\n{\"stream_id\":\"s\",\"transports\":[" + RELAYS + "]}\n");
        assertThat(run(lines + "", "--directory", url())).isEqualTo(2);
        assertThat(err).contains("announcement 1: transports", "announcement 2: not JSON");
        assertThat(directory.streams()).hasSize(1);
    }

    @Test
    void a_directory_that_is_not_there_is_named() throws IOException {
        Path lines = Files.writeString(temp.resolve("lines"), "{\"transports\":[" + RELAYS + "]}\n");
        String dead = url();
        server.stop(0);
        assertThat(run(lines + "", "--directory", dead)).isEqualTo(3);
        assertThat(err).contains("cannot reach the directory");
        assertThat(run(lines + "", "--directory", "ftp://x")).isEqualTo(2);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private int run(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = EcNode.commandLine();
        line.setErr(new PrintWriter(errors));
        String[] all = new String[arguments.length + 1];
        all[0] = "control-bridge-web";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        int code = line.execute(all);
        err = errors.toString();
        return code;
    }
}
