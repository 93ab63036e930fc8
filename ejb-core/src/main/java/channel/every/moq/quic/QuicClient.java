package channel.every.moq.quic;

import channel.every.moq.http3.SessionRefusedException;
import channel.every.moq.http3.WebTransportClient;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Opens connections to servers, over bare QUIC or over WebTransport. */
public final class QuicClient implements AutoCloseable {
    private static final int HTTPS_PORT = 443;

    private final Trust trust;
    private final QuicLimits limits;
    private final EventLoops loops = new EventLoops("quic-client");
    private final Set<Channel> sockets = ConcurrentHashMap.newKeySet();

    public QuicClient(Trust trust, QuicLimits limits) {
        this.trust = trust;
        this.limits = limits;
    }

    /**
     * Over bare QUIC; the session tells the server path and query itself.
     *
     * @param url of which host, port, path and query count
     * @param protocols of MoQ, the favourite first
     * @return completed on the connection's executor, with the connection or a {@link QuicConnectException}
     */
    public CompletableFuture<Connection> connect(URI url, List<String> protocols) {
        return new Dial(url).open(protocols).thenApply(connection -> connection);
    }

    /** Over HTTP/3, as browsers do. */
    public CompletableFuture<Connection> connectWebTransport(URI url, List<String> protocols) {
        Dial dial = new Dial(url);
        return dial.open(List.of(ServerTls.HTTP3)).thenCompose(raw -> dial.session(raw, protocols));
    }

    /** One attempt. */
    private final class Dial {
        private final URI url;
        private final ServerCheck check = new ServerCheck(trust);
        private final CompletableFuture<QuicConnection> opened = new CompletableFuture<>();

        Dial(URI url) {
            this.url = url;
        }

        CompletableFuture<QuicConnection> open(List<String> protocols) {
            // Resolving a name may block, which an event loop must not.
            Thread.ofVirtual().name("quic-client-resolve").start(() -> {
                try {
                    resolved(protocols);
                } catch (RuntimeException e) {
                    fail(String.valueOf(e.getMessage()));
                }
            });
            return opened;
        }

        private void resolved(List<String> protocols) {
            String host = url.getHost();
            if (host == null) {
                fail("the URL names no host");
                return;
            }
            String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            InetSocketAddress address = new InetSocketAddress(plain, url.getPort() < 0 ? HTTPS_PORT : url.getPort());
            if (address.isUnresolved()) {
                fail("the name " + host + " has no address; is it spelled right?");
                return;
            }
            QuicSslContext tls = QuicSslContextBuilder.forClient()
                    .trustManager(check)
                    .endpointIdentificationAlgorithm(trust.byName() ? "HTTPS" : "")
                    .applicationProtocols(protocols.toArray(String[]::new))
                    .earlyData(false)
                    .build();
            Unreachable unreachable = new Unreachable(() -> refused(address));
            ChannelFuture bound = new Bootstrap()
                    .group(loops.group())
                    .channel(NioDatagramChannel.class)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel socket) {
                            sockets.add(socket);
                            socket.closeFuture().addListener(closed -> sockets.remove(socket));
                            socket.pipeline().addLast(unreachable);
                            socket.pipeline()
                                    .addLast(Codecs.limited(new QuicClientCodecBuilder(), limits)
                                            .sslEngineProvider(
                                                    channel -> tls.newEngine(channel.alloc(), plain, address.getPort()))
                                            .build());
                        }
                    })
                    .connect(address);
            bound.addListener(done -> {
                if (bound.isSuccess()) {
                    shake(bound.channel(), address, unreachable);
                } else {
                    fail(String.valueOf(bound.cause().getMessage()));
                }
            });
        }

        private void shake(Channel socket, InetSocketAddress address, Unreachable unreachable) {
            String path = url.getPath() == null || url.getPath().isEmpty() ? "/" : url.getPath();
            String query = url.getRawQuery() == null ? "" : url.getRawQuery();
            ConnectRequest request = new ConnectRequest(path, query, "", address);
            QuicConnection[] made = new QuicConnection[1];
            Future<QuicChannel> connecting = QuicChannel.newBootstrap(socket)
                    .handler(new ChannelInitializer<QuicChannel>() {
                        @Override
                        protected void initChannel(QuicChannel channel) {
                            channel.config().setConnectTimeoutMillis((int)
                                    limits.handshake().toMillis());
                            made[0] = new QuicConnection(
                                    channel, request, false, limits.mostStopped(), limits.mostLost(), limits.idle());
                            channel.pipeline().addLast(made[0]);
                            channel.closeFuture().addListener(closed -> socket.close());
                        }
                    })
                    .remoteAddress(address)
                    .connect();
            connecting.addListener(done -> {
                QuicConnection connection = made[0];
                if (connection == null) {
                    fail(String.valueOf(connecting.cause()));
                } else if (connecting.isSuccess()) {
                    unreachable.opened(connection);
                    // Later: how many streams the server grants is known only after this event.
                    connection.later(() -> opened.complete(connection));
                } else {
                    connection.later(
                            () -> fail(Failure.of(connecting.cause(), connection.ending(), check, address, limits)));
                    socket.close();
                }
            });
        }

        private void refused(InetSocketAddress address) {
            fail("nobody listens on UDP port " + address.getPort()
                    + " there; is the server running, and is that its QUIC port?");
        }

        private void fail(String why) {
            opened.completeExceptionally(new QuicConnectException(Failure.named(url) + ": " + why));
        }

        CompletableFuture<Connection> session(QuicConnection raw, List<String> protocols) {
            WebTransportClient client = new WebTransportClient(
                    raw,
                    (time, task) -> raw.channel()
                            .eventLoop()
                            .schedule(() -> raw.guarded(task), time.toMillis(), TimeUnit.MILLISECONDS),
                    url.getRawAuthority(),
                    protocols);
            client.start();
            return client.opened()
                    .orTimeout(limits.handshake().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionallyCompose(failure -> {
                        raw.close(0, "");
                        String why = failure instanceof SessionRefusedException
                                ? String.valueOf(failure.getMessage())
                                : "no session was opened within " + limits.handshake();
                        return CompletableFuture.failedFuture(
                                new QuicConnectException(Failure.named(url) + ": " + why));
                    });
        }
    }

    /** Closes all connections, their sockets, and the thread. */
    @Override
    public void close() {
        sockets.forEach(socket -> socket.close().awaitUninterruptibly(EventLoops.FAREWELL_SECONDS, TimeUnit.SECONDS));
        loops.close();
    }
}
