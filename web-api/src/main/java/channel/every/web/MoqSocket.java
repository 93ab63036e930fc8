package channel.every.web;

import channel.every.moq.qmux.QueuedChannel;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The container's WebSocket. */
record MoqSocket(Session session) implements QueuedChannel.Socket {
    @Override
    public void send(byte[] message, Consumer<Boolean> done) {
        try {
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(message), result -> done.accept(result.isOK()));
        } catch (RuntimeException e) {
            // Containers throw where the session has closed meanwhile.
            done.accept(false);
        }
    }

    @Override
    public void ping() {
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException e) {
            // On its way out, or busy: then its messages tell whether the client lives.
            return;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException e) {
            // It is gone, as was wanted.
            return;
        }
    }

    /** The standard has no other way to end it; the container gives up a client that does not take the close. */
    @Override
    public void cut() {
        close();
    }
}
