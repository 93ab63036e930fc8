package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** WebSockets of MoQ on the application server's own port, of a node that runs no relay. */
final class MoqDoorIT {
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void a_websocket_is_agreed_on_at_any_path_and_asked_to_come_again_while_nobody_takes_it() throws Exception {
        try (OperatedServer server = OperatedServer.create("every-channel-moq-door", "");
                HttpClient client = HttpClient.newHttpClient()) {
            server.start();
            Closed closed = new Closed();
            WebSocket socket =
                    dial(client, server, closed, "qmux-00.moq-lite-05", "qmux-01.moqt-18", "qmux-02.moq-lite-04");
            assertThat(socket.getSubprotocol()).isEqualTo("qmux-00.moq-lite-05");
            assertThat(closed.future.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("1013 this node runs no relay, or not yet");

            assertThatThrownBy(() -> dial(client, server, new Closed(), "qmux-00.moql", "webtransport"))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(server.node().get("/moq/room/1").statusCode()).isEqualTo(426);
        }
    }

    private static WebSocket dial(HttpClient client, OperatedServer server, Closed closed, String first, String... more)
            throws Exception {
        URI address = URI.create("ws://127.0.0.1:" + server.node().port() + "/moq/room/1%20and/more?jwt=a.b.c");
        return client.newWebSocketBuilder()
                .subprotocols(first, more)
                .buildAsync(address, closed)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static final class Closed implements WebSocket.Listener {
        final CompletableFuture<String> future = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            future.complete(status + " " + reason);
            return CompletableFuture.completedStage(socket);
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            future.completeExceptionally(cause);
        }
    }
}
