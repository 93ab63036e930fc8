package channel.every.moq.http3;

import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A direction that the peer writes, past the number of its session. The stream below is paused when this is made, so that until somebody
 * listens it holds no more than came together with that number.
 */
final class SessionReceive implements ReceiveStream, StreamReader {
    private final Executor executor;
    private final NumberedStream raw;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private @Nullable WebTransportSession session;
    private @Nullable ReceiveListener listener;
    private @Nullable Runnable end;
    private boolean ended;

    SessionReceive(Executor executor, NumberedStream raw) {
        this.executor = executor;
        this.raw = raw;
    }

    void belongsTo(WebTransportSession owner) {
        session = owner;
    }

    @Override
    public void listen(ReceiveListener told) {
        executor.execute(() -> {
            listener = told;
            byte[] first = early.toByteArray();
            early.reset();
            if (first.length > 0) {
                tell(() -> told.received(first, 0, first.length));
            }
            if (end == null) {
                raw.resume();
            } else {
                Runnable last = end;
                ended(last);
            }
        });
    }

    private void tell(Runnable event) {
        if (!ended && session != null) {
            session.tell(event);
        }
    }

    private void ended(Runnable last) {
        tell(last);
        ended = true;
    }

    @Override
    public void stop(long code) {
        refuse(Codes.ofSession(code));
    }

    /** With a code of HTTP/3's. */
    void refuse(long code) {
        if (!ended) {
            ended = true;
            early.reset();
            raw.stop(code);
        }
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
        ReceiveListener told = listener;
        if (told == null) {
            if (!ended) {
                early.write(bytes, offset, length);
            }
        } else {
            tell(() -> told.received(bytes, offset, length));
        }
    }

    @Override
    public void finished() {
        end(() -> {
            if (listener != null) {
                listener.finished();
            }
        });
    }

    @Override
    public void reset(long code) {
        early.reset();
        end(() -> {
            if (listener != null) {
                listener.reset(Codes.toSession(code));
            }
        });
    }

    private void end(Runnable last) {
        if (listener == null) {
            end = last;
        } else {
            ended(last);
        }
    }
}
