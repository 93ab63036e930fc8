package channel.every.moq.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.RecordedConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a port answers to whoever is no client of ours. */
final class WebSocketPortTest {
    private static final String HASH = "00ff";

    private final CompletableFuture<Connection> accepted = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocketDialer dialer = new WebSocketDialer();
    private final WebSocketPort port;

    WebSocketPortTest() throws IOException {
        port = WebSocketPort.open(
                new WebSocketPort.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new PortPages(() -> HASH, () -> "sessions 3\n"),
                        Optional.empty()),
                accepted::complete);
    }

    @AfterEach
    void end() {
        dialer.close();
        client.close();
        port.close();
    }

    private URI at(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port.address().getPort() + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at("http", path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_browser_of_any_page_may_ask_for_the_certificate_and_everybody_for_health_and_metrics() throws Exception {
        HttpResponse<String> hash = get("/certificate.sha256");
        assertThat(hash.body()).isEqualTo(HASH);
        assertThat(hash.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(get("/health").body()).isEqualTo("ok\n");
        assertThat(get("/metrics").body()).isEqualTo("sessions 3\n");
        assertThat(get("/other").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(at("http", "/health"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_client_that_offers_nothing_that_is_spoken_is_told_what_is() {
        assertThatThrownBy(() -> dialer.dial(at("ws", "/room"), List.of("moql")).join())
                .hasMessageContaining("WebSocketHandshakeException");
        assertThat(accepted).isNotDone();
    }

    @Test
    void a_path_that_is_too_long_is_refused() {
        String path = "/" + "a".repeat(ConnectRequest.MOST_CHARACTERS);
        assertThatThrownBy(() -> client.newWebSocketBuilder()
                        .subprotocols("qmux-00.moq-lite-05")
                        .buildAsync(at("ws", path), new WebSocket.Listener() {})
                        .join())
                .hasMessageContaining("WebSocketHandshakeException");
        assertThat(accepted).isNotDone();
    }

    @Test
    void a_message_of_text_ends_the_connection() throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .subprotocols("qmux-00.moq-lite-05")
                .buildAsync(at("ws", "/room"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket of, int status, String reason) {
                        closed.complete(status);
                        return CompletableFuture.completedStage(of);
                    }
                })
                .join();
        socket.sendText("hello", true).join();
        assertThat(RecordedConnection.await(closed)).isEqualTo(1003);
    }

    @Test
    void a_port_that_closes_ends_its_connections() {
        Connection dialed =
                RecordedConnection.await(dialer.dial(at("http", "/room%20one"), List.of("moqt-18", "moq-lite-05")));
        assertThat(dialed.protocol()).isEqualTo("moq-lite-05");
        RecordedConnection there = RecordedConnection.started(RecordedConnection.await(accepted));
        assertThat(there.connection.request().path()).isEqualTo("/room one");
        RecordedConnection here = RecordedConnection.started(dialed);
        port.close();
        RecordedConnection.await(here.closed);
    }

    @Test
    void an_address_of_another_scheme_or_without_a_host_is_refused_by_name() {
        assertThatThrownBy(() -> dialer.dial(URI.create("moq://host/"), List.of("moqt-18")))
                .hasMessageContaining("ws, wss, http, https");
        assertThatThrownBy(() -> dialer.dial(URI.create("ws:///room"), List.of("moqt-18")))
                .hasMessageContaining("no host");
    }

    @Test
    void nobody_there_is_an_answer_too() {
        URI gone = at("ws", "/");
        port.close();
        assertThatThrownBy(() -> dialer.dial(gone, List.of("moqt-18")).join()).hasMessageContaining("ConnectException");
    }
}
