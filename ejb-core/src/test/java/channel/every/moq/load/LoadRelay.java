package channel.every.moq.load;

import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
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
        try (Relay relay = new Relay(
                        random.nextLong(1, 1L << 62),
                        new CacheBudget(CACHE_BYTES, Duration.ofSeconds(30), clock),
                        new SessionParts(
                                clock,
                                Delays.of(Executors.newSingleThreadScheduledExecutor(
                                        Thread.ofPlatform().daemon().factory())),
                                SessionLimits.DEFAULT,
                                new SessionCounts()),
                        request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.ALL, Optional.empty()),
                        10_000,
                        System.err::println);
                QuicServer server = QuicServer.start(
                        new InetSocketAddress("127.0.0.1", 0),
                        new SelfMadeCertificate(folder, List.of("localhost"), clock, random),
                        MoqProtocols.PREFERRED,
                        QuicLimits.USUAL,
                        random,
                        relay)) {
            Measured.answer(
                    server.port(),
                    () -> "cache " + relay.snapshot().cacheBytes() + " of "
                            + relay.snapshot().mostCacheBytes() + " bytes; refusals "
                            + relay.snapshot().totals().refusals().entrySet().stream()
                                    .filter(each -> each.getValue() > 0)
                                    .toList());
        }
    }
}
