package channel.every.cli;

import channel.every.mesh.RelayMetrics;
import channel.every.metrics.PrometheusText;
import channel.every.metrics.http.ListenAddress;
import channel.every.metrics.http.MetricsListener;
import channel.every.moq.Delays;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.quic.CertificateSource;
import channel.every.moq.relay.Relay;
import channel.every.moq.relay.RelayHost;
import channel.every.moq.websocket.PortPages;
import channel.every.moq.websocket.WebSocketPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node relay}: a relay without an application server. */
@Command(
        name = "relay",
        description = {
            "Relays what publishers announce to whoever may subscribe, until it is stopped:",
            "over WebTransport and bare QUIC on one UDP port, over WebSockets where --web-socket says so."
        },
        mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:4443",
            description = "The UDP port. Default: ${DEFAULT-VALUE}. Port 0 takes any free one.")
    private String listen = "";

    @Option(
            names = "--web-socket",
            paramLabel = "HOST:PORT",
            description = "A TCP port for WebSockets, and for /certificate.sha256, /health and /metrics.")
    private @Nullable String webSocket;

    @Option(names = "--metrics", paramLabel = "HOST:PORT", description = "A port of its own for /metrics and /health.")
    private @Nullable String metrics;

    @Option(
            names = "--connect",
            paramLabel = "URL",
            description = "Another relay to exchange all broadcasts with, both ways; repeatable.")
    private List<String> connect = new ArrayList<>();

    @Option(
            names = "--cache-bytes",
            paramLabel = "BYTES",
            defaultValue = "268435456",
            description = "Memory for groups that readers may still want. Default: ${DEFAULT-VALUE}.")
    private long cacheBytes;

    @Option(
            names = "--cache-seconds",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a group is kept though there is room. Default: ${DEFAULT-VALUE}.")
    private long cacheSeconds;

    @Option(
            names = "--sessions",
            paramLabel = "NUMBER",
            defaultValue = "1024",
            description = "Sessions at once; further ones are refused. Default: ${DEFAULT-VALUE}.")
    private int sessions;

    @Mixin
    private RelayDoor door = new RelayDoor();

    @Mixin
    private RelayCertificate certificate = new RelayCertificate();

    @Mixin
    private RelayAccess others = new RelayAccess();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        ListenAddress address = ListenAddress.parse(listen);
        CertificateSource certificates = certificate.source(address.host(), clock, random);
        List<URI> upstreams = others.addresses(connect);
        Stop stop = new Stop();
        try (stop;
                Running running = new Running()) {
            Delays delays = running.delays();
            RelayHost host = running.keep(new RelayHost(
                    new RelayHost.Bounds(cacheBytes, Duration.ofSeconds(cacheSeconds), sessions),
                    door.admission(clock, this::say),
                    clock,
                    delays,
                    random,
                    this::say));
            host.listen(new InetSocketAddress(address.host(), address.port()), certificates);
            Relay relay = host.relay();
            say("relay at https://" + address.host() + ":" + host.port().orElseThrow() + "/");
            if (certificate.isSelfMade()) {
                say("certificate, self-made for development: SHA-256 "
                        + certificates.current().hash());
            }
            if (webSocket != null) {
                WebSocketPort port = running.keep(WebSocketPort.open(
                        new WebSocketPort.Settings(
                                socketAddress(webSocket),
                                new PortPages(
                                        () -> certificates.current().hash().hex(),
                                        () -> PrometheusText.render(RelayMetrics.of(relay.snapshot()))),
                                Optional.empty()),
                        relay));
                say("WebSockets at ws://" + port.address().getHostString() + ":"
                        + port.address().getPort() + "/");
            }
            if (metrics != null) {
                MetricsListener listener = running.keep(
                        MetricsListener.open(ListenAddress.parse(metrics), () -> RelayMetrics.of(relay.snapshot())));
                say("metrics at http://" + listener.address().getHostString() + ":"
                        + listener.address().getPort() + "/metrics");
            }
            if (!upstreams.isEmpty()) {
                RelayDialer dialer = running.keep(others.dialer());
                for (URI each : upstreams) {
                    running.keep(new RelayLink(each, dialer, relay::peer, delays, random, new Links()))
                            .start();
                }
            }
            say(door.described());
            stop.await();
            say("stops");
        }
        return 0;
    }

    private static InetSocketAddress socketAddress(String text) {
        ListenAddress address = ListenAddress.parse(text);
        return new InetSocketAddress(address.host(), address.port());
    }

    private void say(String line) {
        PrintWriter err = command.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /** Says what becomes of other relays, without the query, which may hold a token. */
    private final class Links implements RelayLink.Listener {
        @Override
        public void up(URI relay, String protocol) {
            say(named(relay) + ": connected, " + protocol);
        }

        @Override
        public void down(URI relay, String reason, Duration pause) {
            say(named(relay) + ": " + reason + "; next attempt in " + pause.toMillis() + " ms");
        }

        private static String named(URI relay) {
            return relay.getScheme() + "://" + relay.getRawAuthority() + relay.getRawPath();
        }
    }

    /** Ctrl-C: the machine waits until all is closed, so that peers are told. */
    private static final class Stop implements AutoCloseable {
        private static final long MOST_SECONDS = 10;

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);
        private final Thread hook = new Thread(this::asked, "relay-stop");

        Stop() {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        private void asked() {
            asked.countDown();
            try {
                if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the relay does not stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void await() throws InterruptedException {
            asked.await();
        }

        @Override
        public void close() {
            done.countDown();
            if (asked.getCount() > 0) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    /** What runs, to be closed in the opposite order. */
    private static final class Running implements AutoCloseable {
        private final List<AutoCloseable> parts = new ArrayList<>();
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("relay-timer").factory());

        Delays delays() {
            return Delays.of(timer);
        }

        <T extends AutoCloseable> T keep(T part) {
            parts.add(part);
            return part;
        }

        @Override
        public void close() throws IOException {
            for (AutoCloseable part : parts.reversed()) {
                try {
                    part.close();
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
            timer.shutdownNow();
        }
    }
}
