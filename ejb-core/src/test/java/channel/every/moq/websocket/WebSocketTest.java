package channel.every.moq.websocket;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionContract;
import channel.every.moq.transport.RecordedConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The client of the JDK and the port of netty, over loopback. */
final class WebSocketTest extends ConnectionContract {
    private final WebSocketDialer dialer = new WebSocketDialer(STREAMS);
    private @Nullable WebSocketPort port;

    @Override
    protected Pair connect() throws IOException {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        WebSocketPort opened = WebSocketPort.open(
                new WebSocketPort.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new PortPages(() -> "", () -> ""),
                        Optional.empty(),
                        STREAMS),
                accepted::complete);
        port = opened;
        Connection dialed = RecordedConnection.await(dialer.dial(
                URI.create("http://127.0.0.1:" + opened.address().getPort() + "/room?key=value"),
                List.of("moq-lite-05")));
        return new Pair(dialed, RecordedConnection.await(accepted));
    }

    @Override
    protected boolean tellsStopCode() {
        return true;
    }

    @Override
    protected void release() {
        dialer.close();
        Objects.requireNonNull(port).close();
    }
}
