package channel.every.moq.load;

import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.quic.ServerIdentity;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the relay is measured against: netty's QUIC and nothing else. Each stream of the one peer that speaks {@code copy-in} is copied as
 * it comes to a stream of each that speaks {@code copy-out}.
 */
final class StreamCopy {
    static final String IN = "copy-in";
    static final String OUT = "copy-out";

    /** As the relay's server has them. */
    private static final int WINDOW_BYTES = 1 << 20;

    private static final List<QuicChannel> READERS = new ArrayList<>();

    private StreamCopy() {}

    public static void main(String[] arguments) throws Exception {
        ServerIdentity identity = new SelfMadeCertificate(
                        Files.createTempDirectory("stream-copy"),
                        List.of("localhost"),
                        InstantSource.system(),
                        new SecureRandom())
                .current();
        QuicSslContext tls = QuicSslContextBuilder.forServer(
                        identity.key(), null, identity.chain().toArray(X509Certificate[]::new))
                .applicationProtocols(IN, OUT)
                .build();
        ChannelHandler codec = new QuicServerCodecBuilder()
                .sslContext(tls)
                .maxIdleTimeout(30, TimeUnit.SECONDS)
                .initialMaxData(4L * WINDOW_BYTES)
                .initialMaxStreamDataUnidirectional(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalRemote(WINDOW_BYTES)
                .initialMaxStreamsUnidirectional(512)
                .initialMaxStreamsBidirectional(16)
                .tokenHandler(InsecureQuicTokenHandler.INSTANCE)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                })
                .streamHandler(new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) {
                        String protocol =
                                ((QuicChannel) stream.parent()).sslEngine().getApplicationProtocol();
                        if (protocol.equals(IN)) {
                            stream.pipeline().addLast(new Copy());
                        } else if (stream.type() == QuicStreamType.BIDIRECTIONAL) {
                            READERS.add(stream.parent());
                        }
                    }
                })
                .build();
        Channel socket = new Bootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioDatagramChannel.class)
                .handler(codec)
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .sync()
                .channel();
        Measured.answer(((InetSocketAddress) socket.localAddress()).getPort(), () -> READERS.size() + " readers");
        System.exit(0);
    }

    /** One stream to a stream of each reader. */
    private static final class Copy extends ChannelInboundHandlerAdapter {
        private final List<QuicStreamChannel> out = new ArrayList<>();
        private final List<ByteBuf> early = new ArrayList<>();
        private int opening;
        private boolean ended;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            opening = READERS.size();
            for (QuicChannel reader : READERS) {
                reader.createStream(QuicStreamType.UNIDIRECTIONAL, new ChannelInboundHandlerAdapter())
                        .addListener(opened -> opened(opened.isSuccess() ? (QuicStreamChannel) opened.getNow() : null));
            }
        }

        private void opened(QuicStreamChannel stream) {
            opening--;
            if (stream != null) {
                out.add(stream);
                early.forEach(each -> stream.writeAndFlush(each.retainedDuplicate()));
                if (ended) {
                    stream.shutdownOutput();
                }
            }
            if (opening == 0) {
                early.forEach(ByteBuf::release);
                early.clear();
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            for (QuicStreamChannel each : out) {
                each.writeAndFlush(bytes.retainedDuplicate(), each.voidPromise());
            }
            if (opening > 0) {
                early.add(bytes);
            } else {
                bytes.release();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ChannelInputShutdownReadComplete.INSTANCE) {
                ended = true;
                out.forEach(QuicStreamChannel::shutdownOutput);
            }
        }
    }
}
