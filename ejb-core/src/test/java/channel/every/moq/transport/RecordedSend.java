package channel.every.moq.transport;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** A direction that a test writes. */
public final class RecordedSend implements SendListener {
    private final RecordedConnection at;
    public final SendStream stream;
    public final Semaphore writable = new Semaphore(0);
    public final CompletableFuture<Boolean> sent = new CompletableFuture<>();
    public final CompletableFuture<Long> stopped = new CompletableFuture<>();

    public RecordedSend(RecordedConnection at, SendStream stream) {
        this.at = at;
        this.stream = stream;
        stream.listen(this);
    }

    public boolean write(byte[] bytes) {
        return at.call(() -> stream.write(bytes, 0, bytes.length));
    }

    public boolean write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void finish() {
        at.run(stream::finish);
    }

    public void reset(long code) {
        at.run(() -> stream.reset(code));
    }

    @Override
    public void writable() {
        at.calledBack("writable");
        writable.release();
    }

    @Override
    public void sent() {
        at.calledBack("sent");
        if (!sent.complete(true) || stopped.isDone()) {
            at.wrong.add("sent twice, or after it was stopped");
        }
    }

    @Override
    public void stopped(long code) {
        at.calledBack("stopped");
        if (!stopped.complete(code) || sent.isDone()) {
            at.wrong.add("stopped twice, or after all was sent");
        }
    }
}
