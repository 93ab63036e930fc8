package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHeadTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static HttpHead read(InputStream in) throws IOException {
        return HttpHead.read(in, InstantSource.fixed(NOW), NOW);
    }

    @Test
    void the_head_of_a_busy_device_is_read_up_to_its_empty_line() throws IOException {
        InputStream in = bytes("HTTP/1.1 503 Service Unavailable\r\nServer: HDHomeRun/1.0\r\n"
                + "X-HDHomeRun-Error: 805 All Tuners In Use\r\nConnection: close\r\n\r\nrest");
        HttpHead head = read(in);
        assertThat(head.status()).isEqualTo(503);
        assertThat(head.field("x-hdhomerun-error")).hasValue("805 All Tuners In Use");
        assertThat(head.field("content-length")).isEmpty();
        assertThat(in.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("rest");
    }

    @Test
    void lines_may_end_with_LF_alone_and_a_status_may_come_without_words() throws IOException {
        assertThat(read(bytes("HTTP/1.0 200\nA: b\n\n")).field("A")).hasValue("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
            })
    void what_is_no_head_is_refused(String text) {
        assertThatThrownBy(() -> read(bytes(text))).isInstanceOf(IOException.class);
    }

    @Test
    void a_head_without_end_is_refused() {
        assertThatThrownBy(() -> read(bytes("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(10_000))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("longer than 16384 bytes");
    }

    @Test
    void a_head_that_drips_in_is_given_up_at_the_deadline() {
        assertThatThrownBy(() ->
                        HttpHead.read(bytes("HTTP/1.1 200 OK\r\n\r\n"), InstantSource.fixed(NOW.plusMillis(1)), NOW))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("did not come in time");
    }
}
