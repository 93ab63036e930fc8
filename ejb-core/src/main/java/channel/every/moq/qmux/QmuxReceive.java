package channel.every.moq.qmux;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the peer writes on a stream. It is handed on as it comes; before anybody listens it waits, within the window. */
final class QmuxReceive implements ReceiveStream {
    private final QmuxConnection connection;
    private final long id;
    private final ReceiveWindow window;
    private final Deque<byte[]> unheard = new ArrayDeque<>();
    private @Nullable ReceiveListener listener;
    private boolean stopped;
    private boolean finished;
    private @Nullable Long reset;
    private boolean told;

    QmuxReceive(QmuxConnection connection, long id, long window) {
        this.connection = connection;
        this.id = id;
        this.window = new ReceiveWindow(window);
    }

    @Override
    public void listen(ReceiveListener listener) {
        if (this.listener != null) {
            throw new IllegalStateException("a stream is listened to twice");
        }
        this.listener = listener;
        connection.later(this::deliver);
    }

    @Override
    public void stop(long code) {
        if (stopped || told) {
            return;
        }
        stopped = true;
        discard();
        if (finished || reset != null) {
            end();
        } else {
            connection.control(new QmuxFrame.StopSending(id, Math.clamp(code, 0, Connection.MOST_CODE)));
        }
    }

    /** Whether the peer was allowed to send these. */
    boolean receive(byte[] data, boolean fin) {
        if (!window.receive(data.length)) {
            return false;
        }
        if (ended()) {
            connection.consumed(data.length);
            return true;
        }
        if (data.length > 0) {
            unheard.add(data);
        }
        finished = fin;
        deliver();
        return true;
    }

    /** Whether the peer was allowed to have sent so many. Peers tell 0 where they should have told all. */
    boolean reset(long code, long finalSize) {
        long missing = Math.max(0, finalSize - window.received());
        if (!window.receive(missing) || !connection.receive(missing)) {
            return false;
        }
        connection.consumed(missing);
        if (!ended()) {
            discard();
            reset = code;
            deliver();
        }
        return true;
    }

    boolean ended() {
        return told || finished || reset != null;
    }

    boolean told() {
        return told;
    }

    /** Within {@code opened} a listener comes before its bytes, so these wait until it was called. */
    void deliver() {
        if (stopped) {
            discard();
            if (ended()) {
                end();
            }
            return;
        }
        ReceiveListener to = listener;
        if (to == null || told) {
            return;
        }
        for (byte[] data = unheard.poll(); data != null && !stopped; data = unheard.poll()) {
            consumed(data.length);
            to.received(data, 0, data.length);
        }
        if (stopped || told) {
            return;
        }
        Long code = reset;
        if (code != null) {
            end();
            to.reset(code);
        } else if (finished) {
            end();
            to.finished();
        }
    }

    private void discard() {
        for (byte[] data = unheard.poll(); data != null; data = unheard.poll()) {
            connection.consumed(data.length);
        }
    }

    private void consumed(int bytes) {
        connection.consumed(bytes);
        OptionalLong limit = window.consume(bytes);
        if (limit.isPresent() && !ended()) {
            connection.control(new QmuxFrame.MaxStreamData(id, limit.getAsLong()));
        }
    }

    private void end() {
        if (!told) {
            told = true;
            connection.receiveEnded(id);
        }
    }
}
