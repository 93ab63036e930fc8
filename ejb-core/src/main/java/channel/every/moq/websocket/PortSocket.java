package channel.every.moq.websocket;

import channel.every.moq.qmux.MessageChannel;
import channel.every.moq.qmux.QmuxConnection;
import channel.every.moq.qmux.Subprotocol;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.ConnectionAcceptor;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of netty's: its event loop is the connection's executor. */
final class PortSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements MessageChannel {
    private final Subprotocol subprotocol;
    private final ConnectRequest request;
    private final ConnectionAcceptor acceptor;
    private final int mostStreams;
    private @Nullable ChannelHandlerContext context;
    private @Nullable QmuxConnection connection;
    private @Nullable Future<?> beat;

    PortSocket(Subprotocol subprotocol, ConnectRequest request, ConnectionAcceptor acceptor, int mostStreams) {
        this.subprotocol = subprotocol;
        this.request = request;
        this.acceptor = acceptor;
        this.mostStreams = mostStreams;
    }

    /** Just before the answer to the upgrade is written; what the connection sends is written after it. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        QmuxConnection made = new QmuxConnection(
                true, subprotocol, request, this, context.executor(), mostStreams, acceptor::accepted);
        connection = made;
        long seconds = QmuxConnection.BEAT.toSeconds();
        beat = context.executor().scheduleAtFixedRate(made::beat, seconds, seconds, TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext from, WebSocketFrame frame) {
        QmuxConnection to = Objects.requireNonNull(connection);
        switch (frame) {
            case BinaryWebSocketFrame binary -> {
                byte[] message = new byte[binary.content().readableBytes()];
                binary.content().readBytes(message);
                to.received(message, 0, message.length);
            }
            case PingWebSocketFrame ping -> {
                to.alive();
                from.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            }
            case PongWebSocketFrame pong -> to.alive();
            case CloseWebSocketFrame close -> {
                to.ended("the WebSocket closed: " + close.statusCode());
                from.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                        .addListener(ChannelFutureListener.CLOSE);
            }
            default -> {
                to.ended("a message of text");
                from.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE))
                        .addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (from.channel().isWritable()) {
            Objects.requireNonNull(connection).writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        if (beat != null) {
            beat.cancel(false);
        }
        Objects.requireNonNull(connection).ended("the TCP connection ended");
    }

    /** A frame that is too long, or none. */
    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        Objects.requireNonNull(connection).ended("the WebSocket failed: " + cause);
        from.close();
    }

    @Override
    public void send(byte[] message) {
        Objects.requireNonNull(context).writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    @Override
    public boolean writable() {
        return Objects.requireNonNull(context).channel().isWritable();
    }

    @Override
    public void ping() {
        Objects.requireNonNull(context).writeAndFlush(new PingWebSocketFrame());
    }

    /** Behind what was sent; a client that does not even take that is cut. */
    @Override
    public void close() {
        Objects.requireNonNull(context)
                .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void cut() {
        Objects.requireNonNull(context).close();
    }
}
