package channel.every.moq.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One end of a connection as tests use it: what happens is kept until it is asked for, and calls go to its executor. */
public final class RecordedConnection implements ConnectionListener {
    /** Far above what anything takes; whoever waits this long has found a fault. */
    public static final long PATIENCE_SECONDS = 120;

    public record Closed(long code, String reason) {}

    public final Connection connection;
    public final BlockingQueue<BidirectionalStream> bidirectional = new LinkedBlockingQueue<>();
    public final BlockingQueue<ReceiveStream> unidirectional = new LinkedBlockingQueue<>();
    public final Semaphore granted = new Semaphore(0);
    public final CompletableFuture<Closed> closed = new CompletableFuture<>();

    /** What must not happen, such as being told twice. */
    public final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    private volatile boolean within;

    public RecordedConnection(Connection connection) {
        this.connection = connection;
    }

    public static RecordedConnection started(Connection connection) {
        RecordedConnection recorded = new RecordedConnection(connection);
        recorded.run(() -> connection.start(recorded));
        return recorded;
    }

    /** Runs on the connection's executor and returns what comes of it. */
    public <T> T call(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        connection.executor().execute(() -> {
            within = true;
            try {
                done.complete(task.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            } finally {
                within = false;
            }
        });
        return await(done);
    }

    public void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** Whoever is called back notes it here: no callback may come within a call. */
    void calledBack(String what) {
        if (within) {
            wrong.add(what + " within a call");
        }
        if (closed.isDone()) {
            wrong.add(what + " after the connection was closed");
        }
    }

    public RecordedSend openUnidirectional() {
        return call(() -> new RecordedSend(this, present(connection.openUnidirectional())));
    }

    public Both openBidirectional() {
        return call(() -> both(present(connection.openBidirectional())));
    }

    public RecordedReceive nextUnidirectional() {
        ReceiveStream stream = next(unidirectional);
        return call(() -> new RecordedReceive(this, stream));
    }

    public Both nextBidirectional() {
        BidirectionalStream stream = next(bidirectional);
        return call(() -> both(stream));
    }

    private Both both(BidirectionalStream stream) {
        return new Both(new RecordedSend(this, stream.out()), new RecordedReceive(this, stream.in()));
    }

    /** Both directions of a stream, each listened to. */
    public record Both(RecordedSend out, RecordedReceive in) {}

    public static <T> T next(BlockingQueue<T> queue) {
        try {
            return present(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public static boolean await(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("nothing came, or no stream is granted");
        }
        return value;
    }

    @Override
    public void opened(BidirectionalStream stream) {
        calledBack("opened");
        bidirectional.add(stream);
    }

    @Override
    public void opened(ReceiveStream stream) {
        calledBack("opened");
        unidirectional.add(stream);
    }

    @Override
    public void streamsGranted() {
        calledBack("streamsGranted");
        granted.release();
    }

    @Override
    public void closed(long code, String reason) {
        calledBack("closed");
        closed.complete(new Closed(code, reason));
    }
}
