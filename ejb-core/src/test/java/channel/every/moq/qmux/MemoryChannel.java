package channel.every.moq.qmux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One end of a channel that never leaves the memory. It holds as little as a busy socket does. */
final class MemoryChannel implements MessageChannel {
    private static final int MOST_WAITING_MESSAGES = 4;

    private final Executor executor;
    private final Deque<byte[]> early = new ArrayDeque<>();
    private @Nullable MemoryChannel other;
    private @Nullable QmuxConnection served;
    private int waiting;

    MemoryChannel(Executor executor) {
        this.executor = executor;
    }

    void meet(MemoryChannel other) {
        this.other = other;
    }

    Executor executor() {
        return executor;
    }

    /** Called on the executor. */
    void serve(QmuxConnection connection) {
        served = connection;
        for (byte[] message = early.poll(); message != null; message = early.poll()) {
            connection.received(message, 0, message.length);
        }
    }

    @Override
    public void send(byte[] message) {
        waiting++;
        MemoryChannel to = Objects.requireNonNull(other);
        to.executor.execute(() -> {
            to.arrived(message);
            executor.execute(this::taken);
        });
    }

    @Override
    public boolean writable() {
        return waiting < MOST_WAITING_MESSAGES;
    }

    @Override
    public void ping() {
        MemoryChannel to = Objects.requireNonNull(other);
        to.executor.execute(
                () -> executor.execute(() -> Objects.requireNonNull(served).alive()));
    }

    @Override
    public void close() {
        MemoryChannel to = Objects.requireNonNull(other);
        to.executor.execute(() -> {
            if (to.served != null) {
                to.served.ended("the other end closed its channel");
            }
        });
    }

    @Override
    public void cut() {
        close();
    }

    private void arrived(byte[] message) {
        if (served == null) {
            early.add(message);
        } else {
            served.received(message, 0, message.length);
        }
    }

    private void taken() {
        waiting--;
        if (served != null) {
            served.writable();
        }
    }
}
