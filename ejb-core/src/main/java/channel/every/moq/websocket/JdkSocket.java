package channel.every.moq.websocket;

import channel.every.moq.qmux.QueuedChannel;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The JDK's WebSocket. */
record JdkSocket(WebSocket socket) implements QueuedChannel.Socket {
    @Override
    public void send(byte[] message, Consumer<Boolean> done) {
        socket.sendBinary(ByteBuffer.wrap(message), true).whenComplete((sent, failure) -> done.accept(failure == null));
    }

    /** Fails where the socket is on its way out, or the last ping is: then its end or its messages tell. */
    @Override
    public void ping() {
        socket.sendPing(ByteBuffer.allocate(0)).exceptionally(failure -> socket);
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((sent, failure) -> {
            if (failure != null) {
                socket.abort();
            }
        });
    }

    @Override
    public void cut() {
        socket.abort();
    }
}
