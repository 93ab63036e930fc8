package channel.every.cli;

import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.QuicServer;
import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.relay.AdmissionVerdict;
import channel.every.moq.relay.Relay;
import channel.every.moq.session.Scope;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.wire.MoqProtocols;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A relay that lets everybody in, on loopback; it can be killed and started again at its port. */
final class LocalRelay implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CertificateSource certificates;
    private final int port;
    private Relay relay;
    private QuicServer server;

    LocalRelay(Path folder) throws IOException {
        certificates = new SelfMadeCertificate(folder, List.of("127.0.0.1"), InstantSource.system(), RANDOM);
        relay = relay();
        server = server(0);
        port = server.port();
    }

    private Relay relay() {
        CacheBudget budget = new CacheBudget(64 << 20, Duration.ofSeconds(30), InstantSource.system());
        SessionParts parts =
                new SessionParts(InstantSource.system(), Delays.of(timer), SessionLimits.DEFAULT, new SessionCounts());
        return new Relay(
                RANDOM.nextLong(1, 1L << 62),
                budget,
                parts,
                request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.ALL, Optional.empty()),
                100,
                System.out::println);
    }

    private QuicServer server(int where) throws IOException {
        return QuicServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), where),
                certificates,
                MoqProtocols.PREFERRED,
                QuicLimits.USUAL,
                RANDOM,
                relay);
    }

    String url() {
        return "moqt://127.0.0.1:" + port + "/";
    }

    String certificateHash() {
        return certificates.current().hash().hex();
    }

    /** Its port is gone, and what it kept. */
    void kill() {
        relay.close();
        server.close();
    }

    void startAgain() throws IOException {
        relay = relay();
        server = server(port);
    }

    @Override
    public void close() {
        kill();
        timer.shutdownNow();
    }
}
