package channel.every.moq.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Copies frames to all who connect with netty alone: what a relay's cost is measured against. */
public final class PlainSender implements AutoCloseable {
    public static final String THREADS = "plain-sender";

    private final EventLoops loops = new EventLoops(THREADS);
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final byte[] frame;
    private final Channel socket;
    private int sent;

    private static final class Subscriber {
        final QuicChannel connection;
        Future<QuicStreamChannel> group;

        Subscriber(QuicChannel connection) {
            this.connection = connection;
            this.group = open(connection);
        }

        static Future<QuicStreamChannel> open(QuicChannel connection) {
            return connection.createStream(QuicStreamType.UNIDIRECTIONAL, new ChannelInboundHandlerAdapter());
        }
    }

    public PlainSender(ServerIdentity identity, String protocol, FanOutLoad load) throws Exception {
        frame = new byte[load.frameBytes()];
        ServerTls tls = new ServerTls(() -> identity, List.of(protocol));
        socket = new Bootstrap()
                .group(loops.group())
                .channel(NioDatagramChannel.class)
                .handler(Codecs.limited(new QuicServerCodecBuilder(), QuicLimits.USUAL)
                        .sslEngineProvider(tls::engine)
                        .handler(new ChannelInitializer<QuicChannel>() {
                            @Override
                            protected void initChannel(QuicChannel channel) {
                                channel.pipeline().addLast(new Joining());
                            }
                        })
                        .build())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        loops.group()
                .next()
                .scheduleAtFixedRate(
                        () -> send(load.framesPerSecond()),
                        0,
                        1_000_000 / load.framesPerSecond(),
                        TimeUnit.MICROSECONDS);
    }

    private final class Joining extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            QuicChannel connection = (QuicChannel) context.channel();
            connection.eventLoop().execute(() -> subscribers.add(new Subscriber(connection)));
            context.fireChannelActive();
        }
    }

    private void send(int framesPerGroup) {
        boolean next = ++sent % framesPerGroup == 0;
        for (Subscriber each : subscribers) {
            if (next) {
                each.group.getNow().writeAndFlush(QuicStreamFrame.EMPTY_FIN);
                each.group = Subscriber.open(each.connection);
            }
            each.group.getNow().writeAndFlush(Unpooled.wrappedBuffer(frame));
        }
    }

    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    @Override
    public void close() {
        socket.close().awaitUninterruptibly();
        loops.close();
    }
}
