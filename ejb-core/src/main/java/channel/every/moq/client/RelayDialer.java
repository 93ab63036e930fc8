package channel.every.moq.client;

import channel.every.moq.quic.QuicClient;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.Trust;
import channel.every.moq.transport.Connection;
import channel.every.moq.websocket.WebSocketDialer;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;

/**
 * Opens connections to relays by the scheme of the address: {@code https} over WebTransport, {@code moqt} and {@code moql} over bare
 * QUIC, {@code ws} and {@code wss} over WebSockets. One thread serves all connections over QUIC; none of them waits for another.
 */
public final class RelayDialer implements RelayLink.Dialer, AutoCloseable {
    private final QuicClient quic;
    private final WebSocketDialer webSockets;

    public RelayDialer(Trust trust) {
        this.quic = new QuicClient(trust, QuicLimits.USUAL);
        this.webSockets = new WebSocketDialer(HttpClient.newBuilder().sslContext(trust.tls()));
    }

    /** @throws IllegalArgumentException if it is no address of a relay */
    public static URI address(String text) {
        URI url;
        try {
            url = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("relay \"" + text + "\" is no URL: " + e.getMessage(), e);
        }
        switch (String.valueOf(url.getScheme())) {
            case "https", "moqt", "moql", "ws", "wss" -> {}
            default ->
                throw new IllegalArgumentException(
                        "relay \"" + text
                                + "\" begins with none of https:// (WebTransport), moqt:// and moql:// (QUIC), ws:// and wss://");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("relay \"" + text + "\" names no host");
        }
        return url;
    }

    @Override
    public CompletableFuture<Connection> dial(URI relay) {
        return switch (String.valueOf(relay.getScheme())) {
            case "https" -> quic.connectWebTransport(relay, ClientSessions.PROTOCOLS);
            case "ws", "wss" -> webSockets.dial(relay, ClientSessions.PROTOCOLS);
            default -> quic.connect(relay, ClientSessions.PROTOCOLS);
        };
    }

    /** Closes all connections. */
    @Override
    public void close() {
        quic.close();
        webSockets.close();
    }
}
