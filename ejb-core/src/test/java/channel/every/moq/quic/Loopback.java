package channel.every.moq.quic;

import channel.every.moq.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** A server on the loopback that keeps what it accepts, with a certificate of its own. */
public final class Loopback implements AutoCloseable {
    public static final List<String> PROTOCOLS = List.of("moq-lite-05", "moq-lite-04", "moq-lite-03", "moqt-18");

    private final Path folder;
    public final SelfMadeCertificate certificate;
    public final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    public final QuicServer server;

    public Loopback(QuicLimits limits) throws IOException {
        this(limits, List.of("localhost", "127.0.0.1"));
    }

    /** @param names of its certificate */
    Loopback(QuicLimits limits, List<String> names) throws IOException {
        folder = Files.createTempDirectory("quic");
        certificate = new SelfMadeCertificate(folder, names, InstantSource.system(), new SecureRandom());
        server = QuicServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                certificate,
                PROTOCOLS,
                limits,
                new SecureRandom(),
                accepted::add);
    }

    public URI url(String path) {
        return URI.create("https://127.0.0.1:" + server.port() + path);
    }

    public Trust trust() {
        return new Trust.Hashes(Set.of(certificate.current().hash()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
