package channel.every.web;

import channel.every.moq.qmux.QmuxConnection;
import channel.every.moq.qmux.QueuedChannel;
import channel.every.moq.qmux.SerialExecutor;
import channel.every.moq.qmux.Subprotocol;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.ConnectionAcceptor;
import channel.every.node.MoqDoor;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket of one client, handed to whoever stands at the door. */
final class MoqEndpoint extends Endpoint {
    /** Messages that came and are not looked at: the container's thread waits, and with it the client. */
    private static final int MOST_WAITING_MESSAGES = 64;

    private final MoqDoor door;
    private final ManagedScheduledExecutorService threads;
    private final Subprotocol subprotocol;
    private final ConnectRequest request;
    private final SerialExecutor executor;
    private final Semaphore waiting = new Semaphore(MOST_WAITING_MESSAGES);
    private volatile @Nullable QmuxConnection connection;
    private volatile @Nullable Future<?> beat;

    MoqEndpoint(
            MoqDoor door, ManagedScheduledExecutorService threads, Subprotocol subprotocol, ConnectRequest request) {
        this.door = door;
        this.threads = threads;
        this.subprotocol = subprotocol;
        this.request = request;
        this.executor = new SerialExecutor(threads);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Optional<ConnectionAcceptor> acceptor = door.acceptor();
        if (acceptor.isEmpty()) {
            close(session, CloseReason.CloseCodes.TRY_AGAIN_LATER, "this node runs no relay, or not yet");
            return;
        }
        session.setMaxIdleTimeout(0);
        session.setMaxBinaryMessageBufferSize(subprotocol.version().mostMessageBytes());
        executor.execute(() -> accept(session, acceptor.get()));
        session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) this::message);
        session.addMessageHandler(
                PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> tell(QmuxConnection::alive));
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                text -> close(session, CloseReason.CloseCodes.CANNOT_ACCEPT, "MoQ has no messages of text"));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        Future<?> running = beat;
        if (running != null) {
            running.cancel(false);
        }
        tell(each -> each.ended("the WebSocket closed: " + reason.getCloseCode().getCode()));
    }

    /** The container closes the session after it. */
    @Override
    public void onError(Session session, Throwable cause) {
        tell(each -> each.ended("the WebSocket failed: " + cause));
    }

    private void accept(Session session, ConnectionAcceptor acceptor) {
        QueuedChannel channel = new QueuedChannel(new MoqSocket(session), executor);
        QmuxConnection made = new QmuxConnection(
                true, subprotocol, request, channel, executor, QmuxConnection.MOST_STREAMS, acceptor::accepted);
        channel.whenWritable(made::writable);
        connection = made;
        long seconds = QmuxConnection.BEAT.toSeconds();
        Future<?> beats =
                threads.scheduleAtFixedRate(() -> tell(QmuxConnection::beat), seconds, seconds, TimeUnit.SECONDS);
        beat = beats;
        if (!session.isOpen()) {
            beats.cancel(false);
        }
    }

    private void message(byte[] message) {
        waiting.acquireUninterruptibly();
        executor.execute(() -> {
            waiting.release();
            QmuxConnection to = connection;
            if (to != null) {
                to.received(message, 0, message.length);
            }
        });
    }

    private void tell(Consumer<QmuxConnection> what) {
        executor.execute(() -> {
            QmuxConnection to = connection;
            if (to != null) {
                what.accept(to);
            }
        });
    }

    private static void close(Session session, CloseReason.CloseCode code, String reason) {
        try {
            session.close(new CloseReason(code, reason));
        } catch (IOException e) {
            // It is gone, as was wanted.
            return;
        }
    }
}
