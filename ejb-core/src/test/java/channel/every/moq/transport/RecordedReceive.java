package channel.every.moq.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A direction that a test reads: its bytes, and how it ended. */
public final class RecordedReceive implements ReceiveListener {
    /** How a peer ends what it writes; {@link #FINISHED}, or the code it gave up with. */
    public static final long FINISHED = -1;

    private final RecordedConnection at;
    public final ReceiveStream stream;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Long> end = new CompletableFuture<>();

    public RecordedReceive(RecordedConnection at, ReceiveStream stream) {
        this.at = at;
        this.stream = stream;
        stream.listen(this);
    }

    public long end() {
        return RecordedConnection.await(end);
    }

    public boolean ended() {
        return end.isDone();
    }

    public byte[] all() {
        if (end() != FINISHED) {
            throw new IllegalStateException("reset with " + end());
        }
        return at.call(bytes::toByteArray);
    }

    public String text() {
        return new String(all(), StandardCharsets.UTF_8);
    }

    public int count() {
        return at.call(bytes::size);
    }

    public void stop(long code) {
        at.run(() -> stream.stop(code));
    }

    @Override
    public void received(byte[] part, int offset, int length) {
        at.calledBack("received");
        if (end.isDone()) {
            at.wrong.add("received after the end");
        }
        bytes.write(part, offset, length);
    }

    @Override
    public void finished() {
        end(FINISHED);
    }

    @Override
    public void reset(long code) {
        end(code);
    }

    private void end(long how) {
        at.calledBack("end");
        if (!end.complete(how)) {
            at.wrong.add("ended twice");
        }
    }
}
