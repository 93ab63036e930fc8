package channel.every.archive.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedClientTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private ScriptedServer server;
    private BoundedClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        client = new BoundedClient(UrlPolicy.parse("http://127.0.0.1:" + server.port()), PATIENT);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void an_answer_comes_with_its_status_headers_and_body() throws Exception {
        server.answers("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nX-Why: none\r\n\r\nhello");
        Fetched answer = client.get(new Fetch(url(), "secret", 5, Map.of("Range", "bytes=3-")));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().firstValue("X-Why")).hasValue("none");
        assertThat(answer.body()).asString().isEqualTo("hello");
        assertThat(server.request()).contains("Authorization: Bearer secret").contains("Range: bytes=3-");
    }

    @Test
    void a_body_that_tells_to_be_too_long_is_not_read() {
        server.answers("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n");
        assertThatThrownBy(() -> client.get(new Fetch(url(), null, 1000)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(BrokenOffException.class)
                .hasMessageContaining("999999999999")
                .hasMessageContaining("at most 1000");
    }

    @Test
    void a_body_that_does_not_tell_its_length_is_cut_off_where_it_is_too_long() {
        server.answers("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(5000));
        assertThatThrownBy(() -> client.get(new Fetch(url(), null, 1000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than the 1000 bytes");
    }

    @Test
    void a_redirect_is_not_followed() {
        server.answers("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/secret\r\nContent-Length: 0\r\n\r\n");
        assertThatThrownBy(() -> client.get(new Fetch(url(), null, 1000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http://169.254.169.254/secret")
                .hasMessageContaining("redirects are not followed");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_body_that_ends_early_leaves_what_came_of_it() {
        server.answers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        assertThatThrownBy(() -> client.get(new Fetch(url(), null, 1000)))
                .isInstanceOfSatisfying(
                        BrokenOffException.class,
                        e -> assertThat(e.received()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_answer_that_never_ends_is_given_up() {
        server.answersAndStays("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        try (BoundedClient hasty =
                new BoundedClient(UrlPolicy.parse("http://127.0.0.1:" + server.port()), Duration.ofMillis(500))) {
            assertThatThrownBy(() -> hasty.get(new Fetch(url(), null, 1000)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no whole answer within 500 ms");
        }
    }

    @Test
    void what_the_policy_refuses_is_not_even_connected_to() {
        URI other = URI.create("http://127.0.0.2:" + server.port() + "/");
        assertThatThrownBy(() -> client.get(new Fetch(other, null, 1000))).isInstanceOf(RefusedUrlException.class);
        assertThat(server.connections()).isZero();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + "/v1/archive-manifest?broadcast=la-kcop");
    }
}
