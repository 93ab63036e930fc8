package channel.every.node;

import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.PemCertificate;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.QuicServer;
import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.relay.Relay;
import channel.every.moq.wire.MoqProtocols;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The UDP port of the node's relay with its certificate. */
final class RelayPort implements AutoCloseable {
    private final CertificateSource certificates;
    private final QuicServer server;

    /** @param folder where a certificate of the node's own making is kept */
    RelayPort(RelaySettings settings, Path folder, Relay relay, InstantSource clock) throws IOException {
        SecureRandom random = new SecureRandom();
        certificates = settings.certificate().isPresent()
                ? new PemCertificate(
                        settings.certificate().get(),
                        settings.key().orElse(settings.certificate().get()),
                        clock,
                        random)
                : new SelfMadeCertificate(folder, settings.names(), clock, random);
        server = QuicServer.start(
                settings.address(), certificates, MoqProtocols.PREFERRED, QuicLimits.USUAL, random, relay);
    }

    int port() {
        return server.port();
    }

    /** SHA-256 of the certificate that is used now, in hexadecimal digits. */
    String certificateHash() {
        return certificates.current().hash().hex();
    }

    @Override
    public void close() {
        server.close();
    }
}
