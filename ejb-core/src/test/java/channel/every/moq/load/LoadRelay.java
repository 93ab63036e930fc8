package channel.every.moq.load;

import channel.every.moq.Delays;
import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.relay.AdmissionVerdict;
import channel.every.moq.relay.RelayHost;
import channel.every.moq.session.Scope;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The relay of {@link RelayLoad}, in a process of its own. */
final class LoadRelay {
    static final long CACHE_BYTES = 32 << 20;

    private LoadRelay() {}

    public static void main(String[] arguments) throws Exception {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Path folder = Files.createTempDirectory("relay-load");
        try (RelayHost host = new RelayHost(
                new RelayHost.Bounds(CACHE_BYTES, Duration.ofSeconds(30), 10_000),
                request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.ALL, Optional.empty()),
                clock,
                Delays.of(Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().factory())),
                random,
                System.err::println)) {
            host.listen(
                    new InetSocketAddress("127.0.0.1", 0),
                    new SelfMadeCertificate(folder, List.of("localhost"), clock, random));
            Measured.answer(
                    host.port().orElseThrow(),
                    () -> "cache " + host.relay().snapshot().cacheBytes() + " of "
                            + host.relay().snapshot().mostCacheBytes() + " bytes; refusals "
                            + host.relay().snapshot().totals().refusals().entrySet().stream()
                                    .filter(each -> each.getValue() > 0)
                                    .toList());
        }
    }
}
