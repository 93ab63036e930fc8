package channel.every.moq.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One end of a connection within the memory: what it tells the other end is a task of that end's executor. */
public final class MemoryConnection implements Connection {
    private static final int BIDIRECTIONAL = 0;
    private static final int UNIDIRECTIONAL = 2;

    private final Executor executor;
    private final String protocol;
    private final ConnectRequest request;
    private final boolean accepted;
    private @Nullable MemoryConnection peer;
    private @Nullable ConnectionListener listener;
    private final Queue<Runnable> beforeStart = new ArrayDeque<>();
    private int unidirectionalLeft;
    private int bidirectionalLeft;
    private long opened;
    private long openedBoth;
    private volatile boolean closed;

    MemoryConnection(Executor executor, String protocol, ConnectRequest request, boolean accepted, int streams) {
        this.executor = executor;
        this.protocol = protocol;
        this.request = request;
        this.accepted = accepted;
        this.unidirectionalLeft = streams;
        this.bidirectionalLeft = streams;
    }

    void meet(MemoryConnection other) {
        peer = other;
    }

    private MemoryConnection peer() {
        return Objects.requireNonNull(peer);
    }

    private ConnectionListener listener() {
        return Objects.requireNonNull(listener);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public Executor executor() {
        return this::later;
    }

    /** Runs a task at this end; a task that throws ends the connection. */
    void later(Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    close(FAILED, e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }

    /** Tells this end's listener, once there is one. */
    private void tell(Runnable task) {
        later(() -> {
            if (listener == null) {
                beforeStart.add(task);
            } else {
                task.run();
            }
        });
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public ConnectRequest request() {
        return request;
    }

    @Override
    public boolean tellsRequest() {
        return true;
    }

    @Override
    public boolean accepted() {
        return accepted;
    }

    @Override
    public void start(ConnectionListener started) {
        later(() -> {
            listener = started;
            while (!beforeStart.isEmpty()) {
                beforeStart.remove().run();
            }
        });
    }

    @Override
    public @Nullable SendStream openUnidirectional() {
        if (closed || unidirectionalLeft == 0) {
            return null;
        }
        unidirectionalLeft--;
        MemoryPipe pipe = new MemoryPipe(this, peer(), new Open(this, false, 1), number(UNIDIRECTIONAL, opened++));
        peer().tell(() -> peer().opened(pipe.in()));
        return pipe.out();
    }

    @Override
    public @Nullable BidirectionalStream openBidirectional() {
        if (closed || bidirectionalLeft == 0) {
            return null;
        }
        bidirectionalLeft--;
        Open open = new Open(this, true, 2);
        long id = number(BIDIRECTIONAL, openedBoth++);
        MemoryPipe there = new MemoryPipe(this, peer(), open, id);
        MemoryPipe back = new MemoryPipe(peer(), this, open, id);
        peer().tell(() -> peer().opened(new BidirectionalStream(back.out(), there.in())));
        return new BidirectionalStream(there.out(), back.in());
    }

    /** RFC 9000 2.1. */
    private long number(int kind, long index) {
        return 4 * index + kind + (accepted ? 1 : 0);
    }

    private void opened(ReceiveStream stream) {
        if (!closed) {
            listener().opened(stream);
        }
    }

    private void opened(BidirectionalStream stream) {
        if (!closed) {
            listener().opened(stream);
        }
    }

    /** A stream that counts against the grant of whoever opened it until its directions have ended. */
    static final class Open {
        private final MemoryConnection opener;
        private final boolean bidirectional;
        private int directions;

        Open(MemoryConnection opener, boolean bidirectional, int directions) {
            this.opener = opener;
            this.bidirectional = bidirectional;
            this.directions = directions;
        }

        /** One of its directions has ended; told at the opener's end. */
        void ended() {
            opener.tell(() -> {
                if (--directions == 0 && !opener.closed) {
                    if (bidirectional) {
                        opener.bidirectionalLeft++;
                    } else {
                        opener.unidirectionalLeft++;
                    }
                    opener.listener().streamsGranted();
                }
            });
        }
    }

    @Override
    public void close(long code, String reason) {
        long sent = Math.min(code, MOST_CODE);
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        String cut = utf8.length <= MOST_REASON_BYTES
                ? reason
                : StandardCharsets.UTF_8
                        .decode(ByteBuffer.wrap(Arrays.copyOf(utf8, MOST_REASON_BYTES)))
                        .toString();
        tell(() -> closed(sent, cut));
        peer().tell(() -> peer().closed(sent, cut));
    }

    private void closed(long code, String reason) {
        if (!closed) {
            closed = true;
            listener().closed(code, reason);
        }
    }
}
