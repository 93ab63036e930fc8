package channel.every.moq.session;

import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.wire.MalformedMessageException;
import channel.every.moq.wire.StreamDecoder;

/** One direction that the peer writes, as messages. What is no message, or too much, ends this stream and no other. */
final class MessageReader<M> implements ReceiveListener {
    /** Who is told of the messages. After {@link #ended} or {@link #failed} nothing comes. */
    interface Listener<M> {
        void message(M message);

        /** The peer has said all. */
        void ended();

        /** The peer gave up, or what it wrote was of no use; then the stream has been stopped. */
        void failed(long code, String reason);
    }

    private final SessionParts parts;
    private final ReceiveStream stream;
    private final StreamDecoder<M> decoder;
    private final PartialBytes partial;
    private final Listener<M> listener;
    private int held;
    private boolean over;

    private MessageReader(
            SessionParts parts,
            ReceiveStream stream,
            StreamDecoder<M> decoder,
            PartialBytes partial,
            Listener<M> listener) {
        this.parts = parts;
        this.stream = stream;
        this.decoder = decoder;
        this.partial = partial;
        this.listener = listener;
    }

    static <M> MessageReader<M> listen(
            SessionParts parts,
            StreamDecoder<M> decoder,
            ReceiveStream stream,
            PartialBytes partial,
            Listener<M> listener) {
        MessageReader<M> reader = new MessageReader<>(parts, stream, decoder, partial, listener);
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
            decoder.feed(bytes, offset, length, this::tell);
        } catch (MalformedMessageException e) {
            if (!over) {
                refuse(Refusal.MALFORMED, SessionCode.DECODE, String.valueOf(e.getMessage()));
            }
            return;
        }
        if (!over) {
            hold();
        }
    }

    private void tell(M message) {
        if (!over) {
            listener.message(message);
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
