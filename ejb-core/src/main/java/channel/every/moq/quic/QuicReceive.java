package channel.every.moq.quic;

import channel.every.moq.http3.NumberedStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ReceiveListener;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/** The direction of a QUIC stream that the peer writes. Read from only while somebody listens, so that flow control holds the peer back. */
final class QuicReceive implements NumberedStream {
    /** What netty reads at once. */
    private static final int LENT_BYTES = 64 * 1024;

    /** Lent to listeners within their call; an event loop makes one call at a time. */
    private static final FastThreadLocal<byte[]> LENT = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[LENT_BYTES];
        }
    };

    private final QuicStream stream;
    private final QuicStreamChannel channel;
    private @Nullable ReceiveListener listener;
    private boolean paused;
    private boolean ended;

    /** Netty or quiche has told how it ended. */
    private boolean known;

    private boolean seenFinished;

    QuicReceive(QuicStream stream, QuicStreamChannel channel) {
        this.stream = stream;
        this.channel = channel;
    }

    @Override
    public long id() {
        return channel.streamId();
    }

    @Override
    public void listen(ReceiveListener told) {
        listener = told;
        stream.later(this::read);
    }

    @Override
    public void pause() {
        paused = true;
        channel.config().setAutoRead(false);
    }

    @Override
    public void resume() {
        paused = false;
        stream.later(this::read);
    }

    private void read() {
        if (listener != null && !paused && !ended) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void stop(long code) {
        if (ended) {
            return;
        }
        ended = true;
        if (stream.mayStop()) {
            if (code > Connection.MOST_CODE) {
                Quiche.stop(channel, code);
            }
            channel.shutdownInput((int) Math.clamp(code, 0, Connection.MOST_CODE));
            stream.later(stream::received);
        } else {
            stream.later(() -> channel.config().setAutoRead(true));
        }
    }

    void received(ByteBuf bytes) {
        byte[] lent = LENT.get();
        while (!ended && listener != null && bytes.isReadable()) {
            int length = Math.min(bytes.readableBytes(), lent.length);
            bytes.readBytes(lent, 0, length);
            listener.received(lent, 0, length);
        }
    }

    /**
     * Quiche 0.29 tells nobody of an end that it learns from bytes which came before without it and have been read, as when a packet is sent
     * again: the stream is finished and never readable any more. Seen twice, netty has had its time to read what may have come just now.
     */
    void look() {
        if (!known && channel.config().isAutoRead()) {
            boolean finished = Quiche.finished(channel);
            if (finished && seenFinished) {
                stream.untold();
                finished();
            }
            seenFinished = finished;
        }
    }

    void finished() {
        known = true;
        stream.later(stream::received);
        if (!ended) {
            ended = true;
            if (listener != null) {
                listener.finished();
            }
        }
    }

    void reset(long code) {
        known = true;
        stream.later(stream::received);
        if (!ended) {
            ended = true;
            if (listener != null) {
                listener.reset(code);
            }
        }
    }
}
