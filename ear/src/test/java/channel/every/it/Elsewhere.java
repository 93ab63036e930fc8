package channel.every.it;

import channel.every.moq.Delays;
import channel.every.moq.Origin;
import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.relay.AdmissionVerdict;
import channel.every.moq.relay.RelayHost;
import channel.every.moq.session.Scope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A relay that is not the node's, for everybody. */
record Elsewhere(RelayHost host, CertificateSource certificates, ScheduledExecutorService timer)
        implements AutoCloseable {
    private static final RelayHost.Bounds BOUNDS = new RelayHost.Bounds(64 << 20, RelayHost.USUAL_CACHE_AGE, 100);

    static Elsewhere open() throws IOException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        SecureRandom random = new SecureRandom();
        RelayHost host = new RelayHost(
                BOUNDS,
                request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.ALL, Optional.empty()),
                InstantSource.system(),
                Delays.of(timer),
                random,
                System.out::println);
        CertificateSource certificates = new SelfMadeCertificate(
                Files.createTempDirectory("relay-elsewhere"), List.of("127.0.0.1"), InstantSource.system(), random);
        host.listen(new InetSocketAddress("127.0.0.1", 0), certificates);
        return new Elsewhere(host, certificates, timer);
    }

    String url() {
        return "moqt://127.0.0.1:" + host.port().orElseThrow() + "/";
    }

    String certificateHash() {
        return certificates.current().hash().hex();
    }

    /** What it carries. */
    Origin origin() {
        return host.relay().origin();
    }

    @Override
    public void close() {
        host.close();
        timer.shutdownNow();
    }
}
