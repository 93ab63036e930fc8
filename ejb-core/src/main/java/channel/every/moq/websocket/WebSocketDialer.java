package channel.every.moq.websocket;

import channel.every.moq.qmux.QmuxConnection;
import channel.every.moq.qmux.SerialExecutor;
import channel.every.moq.qmux.Subprotocol;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Opens connections over WebSockets. Closing it ends them. */
public final class WebSocketDialer implements AutoCloseable {
    /** For TCP, TLS and the upgrade together: a server that takes longer serves no live stream. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("websocket-beats").factory());
    private final HttpClient client;
    private final int mostStreams;

    public WebSocketDialer() {
        this(HttpClient.newBuilder(), QmuxConnection.MOST_STREAMS);
    }

    /** @param client with whatever trust the servers need */
    public WebSocketDialer(HttpClient.Builder client) {
        this(client, QmuxConnection.MOST_STREAMS);
    }

    WebSocketDialer(int mostStreams) {
        this(HttpClient.newBuilder(), mostStreams);
    }

    private WebSocketDialer(HttpClient.Builder client, int mostStreams) {
        this.mostStreams = mostStreams;
        this.client = client.connectTimeout(MOST_WAIT).executor(threads).build();
    }

    /**
     * Opens a connection.
     *
     * @param where {@code ws}, {@code wss}, {@code http} or {@code https}, with the path and the query to ask for
     * @param protocols to agree on one of, the best first
     * @return what fails if nobody is there, the server refuses, or speaks none of them; the connection is to be started
     */
    public CompletableFuture<Connection> dial(URI where, List<String> protocols) {
        URI address = address(where);
        ConnectRequest request = new ConnectRequest(
                address.getPath().isEmpty() ? "/" : address.getPath(),
                address.getRawQuery() == null ? "" : address.getRawQuery(),
                "",
                InetSocketAddress.createUnresolved(address.getHost(), port(address)));
        List<String> names =
                Subprotocol.of(protocols).stream().map(Subprotocol::name).toList();
        DialedSocket socket = new DialedSocket(new SerialExecutor(threads), request, beats, mostStreams);
        return client.newWebSocketBuilder()
                .connectTimeout(MOST_WAIT)
                .subprotocols(names.getFirst(), names.subList(1, names.size()).toArray(String[]::new))
                .buildAsync(address, socket)
                .thenCompose(WebSocketDialer::agreed)
                .thenCompose(opened -> socket.connection());
    }

    @Override
    public void close() {
        beats.shutdownNow();
        client.shutdownNow();
        client.close();
        threads.shutdown();
    }

    private static CompletableFuture<WebSocket> agreed(WebSocket socket) {
        if (Subprotocol.named(socket.getSubprotocol()).isPresent()) {
            return CompletableFuture.completedFuture(socket);
        }
        socket.abort();
        return CompletableFuture.failedFuture(
                new ProtocolException("the server agreed to no protocol that was offered"));
    }

    private static URI address(URI where) {
        String scheme = switch (String.valueOf(where.getScheme())) {
            case "ws", "http" -> "ws";
            case "wss", "https" -> "wss";
            default ->
                throw new IllegalArgumentException(
                        "the scheme of \"" + where.getScheme() + "://...\" is none of ws, wss, http, https");
        };
        if (where.getHost() == null) {
            throw new IllegalArgumentException("the address has no host: begin with " + scheme + "://host");
        }
        return URI.create(scheme + where.toString().substring(where.getScheme().length()));
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "wss".equals(address.getScheme()) ? 443 : 80;
    }
}
