package channel.every.moq.websocket;

import channel.every.moq.qmux.QmuxConnection;
import channel.every.moq.transport.ConnectionAcceptor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * A TCP port that serves MoQ over WebSockets at any path, and {@code /certificate.sha256}, {@code /health} and {@code /metrics}, where no
 * application server runs.
 */
public final class WebSocketPort implements AutoCloseable {
    /** Connections at a time; each holds a mebibyte at most of what came and some of what goes. */
    static final int MOST_CONNECTIONS = 4096;

    /** A request has a line and some headers, and no body. */
    static final int MOST_REQUEST_BYTES = 16 * 1024;

    /** For a request to come. */
    private static final int REQUEST_SECONDS = 10;

    /** Of bytes that wait in a socket's buffer: what waits there, nothing more urgent overtakes. */
    private static final WriteBufferWaterMark WAITING_BYTES = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private static final int QUIET_MS = 0;

    private static final int MOST_END_MS = 5_000;

    private final EventLoopGroup loops;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;

    /** How to listen; {@link #open} does. */
    public record Settings(
            InetSocketAddress where, PortPages pages, Optional<Supplier<SSLContext>> tls, int mostStreams) {
        /** With TLS where a context is given, which is asked for anew for every connection. */
        public Settings(InetSocketAddress where, PortPages pages, Optional<Supplier<SSLContext>> tls) {
            this(where, pages, tls, QmuxConnection.MOST_STREAMS);
        }
    }

    private WebSocketPort(Settings settings, ConnectionAcceptor acceptor) throws IOException {
        loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        try {
            listening = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_BYTES)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            connected(channel, settings, acceptor);
                        }
                    })
                    .bind(settings.where())
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException | Error e) {
            loops.shutdownGracefully(QUIET_MS, MOST_END_MS, TimeUnit.MILLISECONDS);
            throw e;
        }
    }

    /** @throws IOException if nothing can listen there */
    public static WebSocketPort open(Settings settings, ConnectionAcceptor acceptor) throws IOException {
        return new WebSocketPort(settings, acceptor);
    }

    /** Where it listens, with the port that was chosen if it was left open. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Ends every connection. */
    @Override
    public void close() {
        listening.close();
        channels.close();
        loops.shutdownGracefully(QUIET_MS, MOST_END_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(MOST_END_MS);
    }

    private void connected(Channel channel, Settings settings, ConnectionAcceptor acceptor) {
        if (channels.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        channels.add(channel);
        settings.tls().ifPresent(tls -> {
            SSLEngine engine = tls.get().createSSLEngine();
            engine.setUseClientMode(false);
            channel.pipeline().addLast(new SslHandler(engine));
        });
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(REQUEST_SECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MOST_REQUEST_BYTES))
                .addLast(new PortRequests(settings, acceptor));
    }
}
