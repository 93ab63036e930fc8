package channel.every.moq.websocket;

import channel.every.moq.qmux.QmuxConnection;
import channel.every.moq.qmux.QueuedChannel;
import channel.every.moq.qmux.Subprotocol;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket of the JDK's. It is asked for the next piece when the last one was looked at. */
final class DialedSocket implements WebSocket.Listener {
    private final Executor executor;
    private final ConnectRequest request;
    private final ScheduledExecutorService beats;
    private final int mostStreams;
    private final CompletableFuture<Connection> opened = new CompletableFuture<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable QmuxConnection connection;
    private @Nullable Future<?> beat;
    private int mostMessageBytes;

    DialedSocket(Executor executor, ConnectRequest request, ScheduledExecutorService beats, int mostStreams) {
        this.mostStreams = mostStreams;
        this.executor = executor;
        this.request = request;
        this.beats = beats;
    }

    CompletableFuture<Connection> connection() {
        return opened;
    }

    @Override
    public void onOpen(WebSocket socket) {
        Optional<Subprotocol> agreed = Subprotocol.named(socket.getSubprotocol());
        agreed.ifPresent(subprotocol -> executor.execute(() -> open(socket, subprotocol)));
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        executor.execute(() -> {
            piece(piece, last);
            socket.request(1);
        });
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        socket.sendClose(1003, "MoQ has no messages of text");
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        tell(QmuxConnection::alive);
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        end("the WebSocket closed: " + status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable cause) {
        end("the WebSocket failed: " + cause);
    }

    private void open(WebSocket socket, Subprotocol subprotocol) {
        QueuedChannel channel = new QueuedChannel(new JdkSocket(socket), executor);
        QmuxConnection made =
                new QmuxConnection(false, subprotocol, request, channel, executor, mostStreams, opened::complete);
        channel.whenWritable(made::writable);
        mostMessageBytes = subprotocol.version().mostMessageBytes();
        connection = made;
        long seconds = QmuxConnection.BEAT.toSeconds();
        beat = beats.scheduleAtFixedRate(() -> tell(QmuxConnection::beat), seconds, seconds, TimeUnit.SECONDS);
        socket.request(1);
    }

    /** Of a message that is too long, one piece more than allowed is enough to be told so. */
    private void piece(byte[] piece, boolean last) {
        message.writeBytes(piece);
        if (last || message.size() > mostMessageBytes) {
            byte[] whole = message.toByteArray();
            message.reset();
            if (connection != null) {
                connection.received(whole, 0, whole.length);
            }
        }
    }

    private void end(String reason) {
        executor.execute(() -> {
            if (beat != null) {
                beat.cancel(false);
            }
            if (connection != null) {
                connection.ended(reason);
            }
            opened.completeExceptionally(new IOException(reason));
        });
    }

    private void tell(Consumer<QmuxConnection> what) {
        executor.execute(() -> {
            if (connection != null) {
                what.accept(connection);
            }
        });
    }
}
