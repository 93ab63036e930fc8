package channel.every.moq.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.transport.RecordedConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "::1");

    private final SecureRandom random = new SecureRandom();

    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private final InstantSource clock = () -> now;

    @TempDir
    @Nullable
    Path temporary;

    private Path folder() {
        return Objects.requireNonNull(temporary);
    }

    private SelfMadeCertificate selfMade(Path folder) throws IOException {
        return new SelfMadeCertificate(folder, HOSTS, clock, random);
    }

    @Test
    void a_self_made_certificate_is_one_that_browsers_take_by_its_hash() throws Exception {
        ServerIdentity identity = selfMade(folder()).current();
        X509Certificate certificate = identity.chain().getFirst();
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(now.minus(Duration.ofHours(1)));
        assertThat(Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(13));
        assertThat(certificate.getSubjectAlternativeNames()).hasSize(3);
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void a_restart_keeps_it_and_its_file_is_the_owners() throws Exception {
        CertificateHash before = selfMade(folder()).current().hash();
        assertThat(selfMade(folder()).current().hash()).isEqualTo(before);
        Path file = folder().resolve(SelfMadeCertificate.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void it_is_renewed_a_day_before_it_expires_and_not_sooner() throws Exception {
        SelfMadeCertificate certificate = selfMade(folder());
        ServerIdentity first = certificate.current();
        now = now.plus(Duration.ofDays(11));
        assertThat(certificate.current()).isSameAs(first);
        now = now.plus(Duration.ofDays(1));
        assertThat(certificate.current().hash()).isNotEqualTo(first.hash());
        assertThat(selfMade(folder()).current().hash())
                .isEqualTo(certificate.current().hash());
        now = now.minus(Duration.ofDays(30));
        assertThat(certificate.current().chain().getFirst().getNotBefore().toInstant())
                .isBefore(now);
    }

    @Test
    void a_broken_file_is_replaced() throws Exception {
        CertificateHash first = selfMade(folder()).current().hash();
        Path file = folder().resolve(SelfMadeCertificate.FILE);
        Files.writeString(file, Files.readString(file).substring(0, 300));
        assertThat(selfMade(folder()).current().hash()).isNotEqualTo(first);
    }

    @Test
    void files_are_read_anew_once_they_change_and_kept_while_they_are_broken() throws Exception {
        Path one = Files.createDirectory(folder().resolve("one"));
        Path other = Files.createDirectory(folder().resolve("other"));
        CertificateHash first = selfMade(one).current().hash();
        CertificateHash second = selfMade(other).current().hash();
        Path used = one.resolve(SelfMadeCertificate.FILE);
        PemCertificate pem = new PemCertificate(used, used, clock, random);
        assertThat(pem.current().hash()).isEqualTo(first);
        Files.writeString(used, "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
        now = now.plusSeconds(2);
        assertThat(pem.current().hash()).isEqualTo(first);
        Files.copy(other.resolve(SelfMadeCertificate.FILE), used, StandardCopyOption.REPLACE_EXISTING);
        assertThat(pem.current().hash()).isEqualTo(first);
        now = now.plusSeconds(2);
        assertThat(pem.current().hash()).isEqualTo(second);
        Files.delete(used);
        now = now.plusSeconds(2);
        assertThat(pem.current().hash()).isEqualTo(second);
    }

    @Test
    void what_is_wrong_with_files_is_said_with_their_name() throws Exception {
        Path one = Files.createDirectory(folder().resolve("one"));
        Path other = Files.createDirectory(folder().resolve("other"));
        selfMade(one);
        selfMade(other);
        Path empty = Files.writeString(folder().resolve("empty.pem"), "");
        Path pem = one.resolve(SelfMadeCertificate.FILE);
        assertThatThrownBy(() -> new PemCertificate(empty, pem, clock, random))
                .hasMessage(empty + " has no CERTIFICATE");
        assertThatThrownBy(() -> new PemCertificate(pem, empty, clock, random))
                .hasMessage(empty + " has no PRIVATE KEY");
        assertThatThrownBy(() -> new PemCertificate(pem, other.resolve(SelfMadeCertificate.FILE), clock, random))
                .hasMessageContaining("has a key that is not the first certificate's");
        assertThatThrownBy(() -> new PemCertificate(folder().resolve("absent.pem"), pem, clock, random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent.pem");
    }

    @Test
    void a_server_shows_the_new_certificate_to_whoever_comes_next() throws Exception {
        // Clients check validity against their own clock, so that this one is the machine's.
        now = Instant.now();
        SelfMadeCertificate made = selfMade(Files.createDirectory(folder().resolve("one")));
        ServerIdentity first = made.current();
        ServerIdentity second =
                selfMade(Files.createDirectory(folder().resolve("other"))).current();
        ServerIdentity[] shown = {first};
        try (QuicServer server = QuicServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        () -> shown[0],
                        Loopback.PROTOCOLS,
                        QuicLimits.USUAL,
                        random,
                        connection -> {});
                QuicClient old = new QuicClient(new Trust.Hashes(Set.of(first.hash())), QuicLimits.USUAL);
                QuicClient fresh = new QuicClient(new Trust.Hashes(Set.of(second.hash())), QuicLimits.USUAL)) {
            URI url = URI.create("https://127.0.0.1:" + server.port() + "/");
            RecordedConnection open =
                    RecordedConnection.started(RecordedConnection.await(old.connect(url, Loopback.PROTOCOLS)));
            shown[0] = second;
            RecordedConnection.await(fresh.connect(url, Loopback.PROTOCOLS));
            assertThatThrownBy(() -> old.connect(url, Loopback.PROTOCOLS).join())
                    .hasMessageContaining(second.hash().hex());
            assertThat(open.closed).isNotDone();
        }
    }
}
