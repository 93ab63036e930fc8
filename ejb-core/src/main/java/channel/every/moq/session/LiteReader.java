package channel.every.moq.session;

import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.wire.LiteDecoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteStream;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MalformedMessageException;

/** One direction that the peer writes, as messages. What is no message, or too much, ends this stream and no other. */
final class LiteReader implements ReceiveListener {
    /** Who is told of the messages. After {@link #ended} or {@link #failed} nothing comes. */
    interface Listener {
        void message(LiteMessage message);

        /** The peer has said all. */
        void ended();

        /** The peer gave up, or what it wrote was of no use; then the stream has been stopped. */
        void failed(long code, String reason);
    }

    private final SessionParts parts;
    private final ReceiveStream stream;
    private final LiteDecoder decoder;
    private final PartialBytes partial;
    private final Listener listener;
    private int held;
    private boolean over;

    private LiteReader(
            SessionParts parts, ReceiveStream stream, LiteDecoder decoder, PartialBytes partial, Listener listener) {
        this.parts = parts;
        this.stream = stream;
        this.decoder = decoder;
        this.partial = partial;
        this.listener = listener;
    }

    static LiteReader listen(
            SessionParts parts,
            LiteVersion version,
            LiteStream kind,
            ReceiveStream stream,
            PartialBytes partial,
            Listener listener) {
        LiteReader reader = new LiteReader(
                parts, stream, new LiteDecoder(version, kind, parts.limits().frameBytes()), partial, listener);
        stream.listen(reader);
        return reader;
    }

    /** No more is wanted of it. */
    void stop(SessionCode code) {
        if (!over) {
            close();
            stream.stop(code.code());
        }
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
        if (over) {
            return;
        }
        try {
            for (LiteMessage message : decoder.feed(bytes, offset, length)) {
                if (!over) {
                    listener.message(message);
                }
            }
        } catch (MalformedMessageException e) {
            refuse(Refusal.MALFORMED, SessionCode.DECODE, String.valueOf(e.getMessage()));
            return;
        }
        if (!over) {
            hold();
        }
    }

    private void hold() {
        int now = decoder.pending();
        boolean fits = partial.changed(now - held);
        held = now;
        if (!fits) {
            refuse(
                    Refusal.FRAME_TOO_LARGE,
                    SessionCode.BOUNDS_EXCEEDED,
                    "more has begun on this connection than is held");
        }
    }

    private void refuse(Refusal why, SessionCode code, String reason) {
        parts.counts().refused(why);
        stop(code);
        listener.failed(code.code(), reason);
    }

    @Override
    public void finished() {
        if (over) {
            return;
        }
        int rest = decoder.pending();
        close();
        if (rest > 0) {
            parts.counts().refused(Refusal.MALFORMED);
            listener.failed(SessionCode.DECODE.code(), "the stream ends within a message");
        } else {
            listener.ended();
        }
    }

    @Override
    public void reset(long code) {
        if (!over) {
            close();
            listener.failed(code, "the peer gave up");
        }
    }

    /** Its connection is gone, or it has ended: what it held is free. */
    void close() {
        over = true;
        partial.changed(-held);
        held = 0;
    }
}
