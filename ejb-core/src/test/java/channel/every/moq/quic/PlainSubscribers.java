package channel.every.moq.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients made of netty alone, which count what they are sent. */
public final class PlainSubscribers implements AutoCloseable {
    private static final int AT_ONCE = 10;

    private final EventLoops loops = new EventLoops("plain-subscribers");
    private final AtomicLong received = new AtomicLong();
    private final Channel socket;

    public PlainSubscribers(int port, int count, String protocol) throws Exception {
        socket = new Bootstrap()
                .group(loops.group())
                .channel(NioDatagramChannel.class)
                .handler(Codecs.limited(new QuicClientCodecBuilder(), QuicLimits.USUAL)
                        .sslContext(QuicSslContextBuilder.forClient()
                                .trustManager(new ServerCheck(new Trust.InsecureForDevelopment()))
                                .applicationProtocols(protocol)
                                .build())
                        .build())
                .bind(0)
                .sync()
                .channel();
        List<Future<QuicChannel>> opening = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opening.add(QuicChannel.newBootstrap(socket)
                    .streamHandler(new ChannelInitializer<QuicStreamChannel>() {
                        @Override
                        protected void initChannel(QuicStreamChannel stream) {
                            stream.pipeline().addLast(new Counting());
                        }
                    })
                    .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .connect());
            if (i % AT_ONCE == AT_ONCE - 1) {
                opening.getLast().sync();
            }
        }
        for (Future<QuicChannel> each : opening) {
            each.sync();
        }
    }

    public long received() {
        return received.get();
    }

    private final class Counting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            received.addAndGet(bytes.readableBytes());
            bytes.release();
        }
    }

    @Override
    public void close() {
        socket.close().awaitUninterruptibly();
        loops.close();
    }
}
