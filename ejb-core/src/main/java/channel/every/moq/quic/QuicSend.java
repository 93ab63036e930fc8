package channel.every.moq.quic;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The direction of a QUIC stream that this side writes. What the peer or the path does not take yet waits here as the caller's own bytes,
 * which many streams may share, and is given to netty in pieces that it can send. Netty makes a packet of each piece at once, so what a
 * task writes waits for the task's end and goes out in as few as it fits.
 */
final class QuicSend implements SendStream {
    /** Netty and quiche copy what they are given; a piece they take only in part waits with them. */
    private static final int MOST_PIECE_BYTES = 32 * 1024;

    /** Quiche begins with the last; what is told no urgency, such as the answer to a request, must not wait for all groups. */
    private static final int MIDDLE = (FIRST + LAST) / 2;

    private final QuicStream stream;
    private final QuicStreamChannel channel;
    private final Queue<Piece> waiting = new ArrayDeque<>();
    private @Nullable SendListener listener;
    private long waitingBytes;
    private boolean soon;

    /** Nobody writes any more. */
    private boolean ended;

    /** What waits goes with the end behind it. */
    private boolean finishing;

    /** Nothing of it is left to be given up: at most the end is still to be said. */
    private boolean passed;

    private boolean waitingToEnd;
    private boolean over;
    private long bytesSent;
    private long sentAt;

    private boolean told = true;

    private static final class Piece {
        final byte[] bytes;
        int offset;
        int left;

        Piece(byte[] bytes, int offset, int left) {
            this.bytes = bytes;
            this.offset = offset;
            this.left = left;
        }
    }

    QuicSend(QuicStream stream, QuicStreamChannel channel) {
        this.stream = stream;
        this.channel = channel;
    }

    /** Once netty knows the stream. */
    void begin() {
        urgency(MIDDLE);
    }

    @Override
    public void listen(SendListener heard) {
        listener = heard;
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        if (ended) {
            return false;
        }
        if (length > 0) {
            waiting.add(new Piece(bytes, offset, length));
            waitingBytes += length;
            sendSoon();
        }
        return writable();
    }

    private void sendSoon() {
        if (!soon && !over) {
            soon = true;
            stream.unsent();
        }
    }

    @Override
    public boolean writable() {
        boolean writable =
                !ended && channel.isWritable() && (waitingBytes == 0 || waitingBytes < channel.bytesBeforeUnwritable());
        told = writable;
        return writable;
    }

    private void send() {
        while (waitingBytes > 0 && channel.isWritable()) {
            long room = Math.min(MOST_PIECE_BYTES, Math.max(1, channel.bytesBeforeUnwritable()));
            ByteBuf piece = gathered((int) Math.min(waitingBytes, room));
            if (finishing && waitingBytes == 0) {
                end(new DefaultQuicStreamFrame(piece, true));
            } else {
                // A failure comes as an exception of the channel, without a promise a write.
                channel.write(piece, channel.voidPromise());
            }
        }
        if (finishing && waitingBytes == 0 && channel.isWritable()) {
            endAlone();
        }
    }

    /**
     * Quiche 0.29 takes a stream for complete and forgets it when all its bytes are acknowledged, though the end that was written after
     * them has not been sent, or was lost on its way (SendBuf::is_complete). So an end goes with bytes before it; one that comes after
     * they went waits until they must have been acknowledged.
     */
    private void endAlone() {
        long wait = bytesSent == 0 ? 0 : sentAt + stream.acknowledgedWithin() - ticker().nanoTime();
        if (wait <= 0) {
            end(QuicStreamFrame.EMPTY_FIN);
        } else if (!waitingToEnd) {
            waitingToEnd = true;
            passed();
            channel.eventLoop().schedule(() -> stream.guarded(this::waited), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void waited() {
        waitingToEnd = false;
        sendSoon();
    }

    private Ticker ticker() {
        return channel.eventLoop().ticker();
    }

    private ByteBuf gathered(int length) {
        ByteBuf piece = channel.alloc().directBuffer(length);
        while (piece.readableBytes() < length) {
            Piece first = waiting.element();
            int part = Math.min(first.left, length - piece.readableBytes());
            piece.writeBytes(first.bytes, first.offset, part);
            first.offset += part;
            first.left -= part;
            if (first.left == 0) {
                waiting.remove();
            }
        }
        waitingBytes -= length;
        bytesSent += length;
        sentAt = ticker().nanoTime();
        return piece;
    }

    /** Not shutdownOutput(), which lets the end overtake what netty holds back. */
    private void end(QuicStreamFrame last) {
        finishing = false;
        channel.write(last).addListener((ChannelFutureListener) passed -> ended(passed.isSuccess()));
    }

    /** Quiche has all; or the peer has stopped the stream while netty held some of it back. */
    private void ended(boolean all) {
        if (!over) {
            over = true;
            stream.later(stream::sent);
            if (all) {
                passed();
            } else if (!passed && channel.parent().isOpen()) {
                stream.later(() -> tell(heard -> heard.stopped(0)));
            }
        }
    }

    /** Nothing of it is left to be given up. Not within a call of the session, as whatever leads here. */
    private void passed() {
        if (!passed) {
            passed = true;
            stream.guarded(() -> tell(SendListener::sent));
        }
    }

    private void tell(Consumer<SendListener> event) {
        if (listener != null) {
            event.accept(listener);
        }
    }

    /** Netty takes more; not within a call of the session. */
    void resumed() {
        soon = false;
        send();
        if (!told && writable()) {
            tell(SendListener::writable);
        }
    }

    @Override
    public void finish() {
        if (!ended) {
            ended = true;
            finishing = true;
            sendSoon();
        }
    }

    @Override
    public void reset(long code) {
        if (!over && !passed) {
            over = true;
            ended = true;
            // What a task wrote before it gave up is sent as what an earlier one wrote: the peer may have to know whose
            // stream it was.
            finishing = false;
            send();
            drop();
            if (code > Connection.MOST_CODE) {
                Quiche.reset(channel, code);
            }
            channel.shutdownOutput((int) Math.clamp(code, 0, Connection.MOST_CODE));
            // Lets netty find that nothing of what it holds back can be sent, and drop it.
            channel.write(channel.alloc().directBuffer(0), channel.voidPromise());
            stream.later(stream::sent);
        }
    }

    private void drop() {
        finishing = false;
        waiting.clear();
        waitingBytes = 0;
    }

    /** The peer wants no more. */
    void stopped() {
        if (!over) {
            over = true;
            ended = true;
            drop();
            stream.later(stream::sent);
            if (!passed) {
                tell(heard -> heard.stopped(0));
            }
        }
    }

    boolean open() {
        return !over;
    }

    @Override
    public void urgency(int urgency) {
        if (urgency < FIRST || urgency > LAST) {
            throw new IllegalArgumentException("urgency must be 0 to 127: " + urgency);
        }
        if (open()) {
            channel.updatePriority(new QuicStreamPriority(urgency, true));
        }
    }
}
