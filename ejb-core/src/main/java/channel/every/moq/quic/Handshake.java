package channel.every.moq.quic;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits for a connection to open, and no longer than is allowed; counts what becomes of it. */
final class Handshake extends ChannelInboundHandlerAdapter {
    /** RFC 9000 20.1: NO_VIABLE_PATH would be a guess, and a peer this slow learns nothing from a finer code. */
    private static final int INTERNAL_ERROR = 0x01;

    private final QuicConnection connection;
    private final QuicCounters counters;
    private final Duration most;
    private final Consumer<QuicConnection> opened;
    private boolean open;
    private boolean slow;
    private boolean left;

    Handshake(QuicConnection connection, QuicCounters counters, Duration most, Consumer<QuicConnection> opened) {
        this.connection = connection;
        this.counters = counters;
        this.most = most;
        this.opened = opened;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().eventLoop().schedule(this::tooSlow, most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tooSlow() {
        if (!open && !left) {
            slow = true;
            connection.channel().close(false, INTERNAL_ERROR, Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent shaken && !open) {
            if (shaken.isSuccess()) {
                open = true;
                leave();
                // Later: how many streams the peer grants is known only after this event.
                connection.later(() -> opened.accept(connection));
            } else {
                // Netty leaves the connection half open where TLS fails while it sends; quiche has TLS's alert to tell.
                connection.later(() -> connection.channel().close());
            }
        }
        context.fireUserEventTriggered(event);
    }

    private void leave() {
        if (!left) {
            left = true;
            counters.shook();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        leave();
        counters.add(open ? connection.ending().cause() : slow ? QuicCount.REFUSED_SLOW : QuicCount.REFUSED_HANDSHAKE);
    }
}
