package channel.every.moq.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicStreamType;

/** A stream's two directions, one of which may not be there, and what netty tells of them. */
final class QuicStream extends ChannelInboundHandlerAdapter {
    private final QuicConnection connection;
    private final QuicStreamChannel channel;
    private final QuicSend out;
    private final QuicReceive in;
    private boolean sent;
    private boolean received;

    QuicStream(QuicConnection connection, QuicStreamChannel channel) {
        this.connection = connection;
        this.channel = channel;
        this.out = new QuicSend(this, channel);
        this.in = new QuicReceive(this, channel);
        boolean one = channel.type() == QuicStreamType.UNIDIRECTIONAL;
        sent = one && !channel.isLocalCreated();
        received = one && channel.isLocalCreated();
    }

    QuicSend out() {
        return out;
    }

    QuicReceive in() {
        return in;
    }

    boolean bidirectional() {
        return channel.type() == QuicStreamType.BIDIRECTIONAL;
    }

    void guarded(Runnable task) {
        connection.guarded(task);
    }

    void later(Runnable task) {
        connection.later(task);
    }

    /** In how many nanoseconds what was sent is acknowledged, unless it was lost. */
    long acknowledgedWithin() {
        return connection.acknowledgedWithin();
    }

    /** Something was written that has not been sent. */
    void unsent() {
        connection.unsent(this);
    }

    /** Whether the peer is told that nothing more is wanted; if not, what it sends is read and dropped. */
    boolean mayStop() {
        return connection.mayStop();
    }

    /** All that will ever be sent is with quiche. */
    void sent() {
        if (!sent) {
            sent = true;
            forget();
        }
    }

    /** The peer has ended its direction, or was told that nothing more is wanted. */
    void received() {
        received = true;
        forget();
    }

    private void forget() {
        if (sent && received) {
            connection.ended(this);
            channel.close();
            Quiche.forget(channel);
        }
    }

    /** Looks for what netty does not tell: that the peer has stopped what nothing is being written to, or has ended what it wrote. */
    void look() {
        if (!sent && out.open() && Quiche.stopped(channel)) {
            out.stopped();
        }
        if (!received) {
            in.look();
        }
    }

    /** The peer's end of it was found by looking; quiche gives a stream of one direction that ends so back to nobody. */
    void untold() {
        if (!bidirectional()) {
            connection.lost();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            connection.guarded(() -> in.received(bytes));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete) {
            connection.guarded(in::finished);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            later(out::resumed);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof QuicStreamResetException reset) {
            connection.guarded(() -> in.reset(Math.max(0, reset.applicationProtocolCode())));
        } else if (cause instanceof ChannelOutputShutdownException) {
            later(() -> {
                if (Quiche.stopped(channel)) {
                    out.stopped();
                }
            });
        }
        // Else a write of a stream that is gone: what becomes of it is told by the events above, or by the end of the
        // connection.
    }
}
