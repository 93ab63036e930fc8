package channel.every.moq.quic;

import channel.every.moq.http3.WebTransportServer;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.ConnectionAcceptor;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One UDP port for browsers, over HTTP/3 and WebTransport, and for other nodes, over bare QUIC. */
public final class QuicServer implements AutoCloseable {
    private final QuicLimits limits;
    private final List<String> protocols;
    private final ConnectionAcceptor acceptor;
    private final QuicCounters counters = new QuicCounters();
    private final Set<QuicConnection> connections = ConcurrentHashMap.newKeySet();
    private final EventLoops loops = new EventLoops("quic-server");
    private final Channel socket;

    /**
     * Listens.
     *
     * @param address whose port may be 0 for any: {@link #port()} tells which
     * @param protocols of MoQ by the names they are negotiated under, the favourite first
     * @param acceptor of connections once they are open; called on the server's thread, so that it must not block
     * @throws IOException if the port is taken or the address is not this machine's
     */
    public static QuicServer start(
            InetSocketAddress address,
            CertificateSource certificates,
            List<String> protocols,
            QuicLimits limits,
            SecureRandom random,
            ConnectionAcceptor acceptor)
            throws IOException {
        return new QuicServer(address, certificates, protocols, limits, random, acceptor);
    }

    private QuicServer(
            InetSocketAddress address,
            CertificateSource certificates,
            List<String> protocols,
            QuicLimits limits,
            SecureRandom random,
            ConnectionAcceptor acceptor)
            throws IOException {
        this.limits = limits;
        this.protocols = List.copyOf(protocols);
        this.acceptor = acceptor;
        ServerTls tls = new ServerTls(certificates, this.protocols);
        ChannelHandler codec = Codecs.limited(new QuicServerCodecBuilder(), limits)
                .sslEngineProvider(tls::engine)
                .tokenHandler(
                        new AddressProof(random, () -> counters.halfOpen() > limits.mostConnections() / 4, counters))
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel channel) {
                        begin(channel);
                    }
                })
                .build();
        ChannelFuture bound = new Bootstrap()
                .group(loops.group())
                .channel(NioDatagramChannel.class)
                .handler(codec)
                .bind(address)
                .awaitUninterruptibly();
        socket = bound.channel();
        if (!bound.isSuccess()) {
            loops.close();
            throw new IOException(
                    "cannot listen on UDP " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage() + "; is another server there?",
                    bound.cause());
        }
    }

    private void begin(QuicChannel channel) {
        int open = counters.began();
        ConnectRequest request = new ConnectRequest("/", "", "", (InetSocketAddress) channel.remoteSocketAddress());
        QuicConnection connection =
                new QuicConnection(channel, request, true, limits.mostStopped(), limits.mostLost(), limits.idle());
        channel.closeFuture().addListener(closed -> {
            connections.remove(connection);
            counters.ended();
        });
        if (open > limits.mostConnections()) {
            counters.add(QuicCount.REFUSED_FULL);
            counters.shook();
            connection.later(() -> channel.close(false, Ending.CONNECTION_REFUSED, Unpooled.EMPTY_BUFFER));
        } else {
            connections.add(connection);
            channel.pipeline().addLast(new Handshake(connection, counters, limits.handshake(), this::opened));
        }
        channel.pipeline().addLast(connection);
    }

    private void opened(QuicConnection connection) {
        if (connection.protocol().equals(ServerTls.HTTP3)) {
            new WebTransportServer(
                            connection,
                            (time, task) -> connection
                                    .channel()
                                    .eventLoop()
                                    .schedule(() -> connection.guarded(task), time.toMillis(), TimeUnit.MILLISECONDS),
                            limits.handshake(),
                            protocols,
                            session -> {
                                counters.add(QuicCount.ACCEPTED);
                                acceptor.accepted(session);
                            },
                            refusal -> counters.add(QuicCount.REFUSED_REQUEST))
                    .start();
        } else {
            counters.add(QuicCount.ACCEPTED);
            acceptor.accepted(connection);
        }
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    public QuicCounters counters() {
        return counters;
    }

    /** Closes all connections, the socket, and the thread. */
    @Override
    public void close() {
        connections.forEach(connection -> connection.close(0, "the server ends"));
        connections.forEach(connection -> connection.channel().closeFuture().awaitUninterruptibly(1, TimeUnit.SECONDS));
        socket.close().awaitUninterruptibly(EventLoops.FAREWELL_SECONDS, TimeUnit.SECONDS);
        loops.close();
    }
}
