package channel.every.moq.qmux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages to one peer, one at a time: the standard's WebSockets may refuse a second while the first is on its way. */
public final class QueuedChannel implements MessageChannel {
    /** Of messages that wait here: four of the largest keep a connection busy, and nothing overtakes them. */
    private static final int MOST_WAITING_BYTES = 64 * 1024;

    /** A WebSocket as a server's and the JDK's libraries have it. */
    public interface Socket {
        /** Sends it and tells, on any thread, whether that went well. Called again only after that. */
        void send(byte[] message, Consumer<Boolean> done);

        /** Asks for a sign of life; does nothing where that cannot be now. */
        void ping();

        void close();

        /** Ends without a word, as far as it can. May be called again. */
        void cut();
    }

    private final Socket socket;
    private final Executor executor;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private long waiting;
    private boolean sending;
    private boolean closing;
    private @Nullable Runnable writable;

    /** @param executor the connection's */
    public QueuedChannel(Socket socket, Executor executor) {
        this.socket = socket;
        this.executor = executor;
    }

    /** Called when more is welcome again. */
    public void whenWritable(Runnable writable) {
        this.writable = writable;
    }

    @Override
    public void send(byte[] message) {
        messages.add(message);
        waiting += message.length;
        next();
    }

    @Override
    public boolean writable() {
        return waiting < MOST_WAITING_BYTES;
    }

    @Override
    public void ping() {
        socket.ping();
    }

    @Override
    public void close() {
        closing = true;
        next();
    }

    @Override
    public void cut() {
        messages.clear();
        closing = false;
        socket.cut();
    }

    private void next() {
        if (sending) {
            return;
        }
        byte[] message = messages.poll();
        if (message != null) {
            sending = true;
            socket.send(message, well -> executor.execute(() -> sent(message, well)));
        } else if (closing) {
            closing = false;
            socket.close();
        }
    }

    private void sent(byte[] message, boolean well) {
        sending = false;
        waiting -= message.length;
        if (!well) {
            messages.clear();
            closing = false;
            socket.close();
            return;
        }
        next();
        if (writable != null && writable()) {
            writable.run();
        }
    }
}
