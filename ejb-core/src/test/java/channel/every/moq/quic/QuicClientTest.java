package channel.every.moq.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.transport.RecordedConnection;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client says of servers it does not reach. */
final class QuicClientTest {
    private static final List<String> LITE = List.of("moq-lite-05");
    private static final QuicLimits QUICK =
            new QuicLimits(16, 16, 16, 1 << 16, 1 << 18, Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static @Nullable Loopback loopback;

    @BeforeAll
    static void start() throws Exception {
        loopback = new Loopback(QUICK);
    }

    @AfterAll
    static void end() throws Exception {
        Objects.requireNonNull(loopback).close();
    }

    private static Loopback server() {
        return Objects.requireNonNull(loopback);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            Trust trust, URI url, List<String> protocols, boolean webTransport) {
        try (QuicClient client = new QuicClient(trust, QUICK)) {
            return assertThatThrownBy(() -> (webTransport
                                    ? client.connectWebTransport(url, protocols)
                                    : client.connect(url, protocols))
                            .join())
                    .hasCauseInstanceOf(QuicConnectException.class)
                    .hasMessageContaining("https://127.0.0.1:" + url.getPort() + "/room: ")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void nobody_listens() throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        refused(server().trust(), URI.create("https://127.0.0.1:" + port + "/room?jwt=secret"), LITE, false)
                .hasMessageContaining("nobody listens on UDP port " + port);
    }

    @Test
    void nobody_answers() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            refused(
                            server().trust(),
                            URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/room?jwt=secret"),
                            LITE,
                            true)
                    .hasMessageContaining("no answer within 2 s")
                    .hasMessageContaining("firewall");
        }
    }

    @Test
    void the_certificate_is_another() {
        CertificateHash right = server().certificate.current().hash();
        refused(
                        new Trust.Hashes(Set.of(new CertificateHash("00".repeat(32)))),
                        server().url("/room?jwt=secret"),
                        LITE,
                        false)
                .hasMessageContaining("its certificate has the hash " + right)
                .hasMessageContaining("if it is the right server, trust that");
    }

    @Test
    void no_authority_vouches_for_the_certificate() {
        refused(new Trust.Authorities(), server().url("/room?jwt=secret"), LITE, true)
                .hasMessageContaining("its certificate is not trusted")
                .hasMessageContaining(server().certificate.current().hash().hex());
    }

    @Test
    void no_protocol_is_shared() {
        refused(server().trust(), server().url("/room?jwt=secret"), List.of("moq-lite-99"), false)
                .hasMessageContaining("it speaks none of the protocols that were offered");
        refused(server().trust(), server().url("/room?jwt=secret"), List.of("moq-lite-99"), true)
                .hasMessageContaining("it answered with status 406");
    }

    @Test
    void whoever_trusts_all_gets_in() {
        try (QuicClient client = new QuicClient(new Trust.InsecureForDevelopment(), QUICK)) {
            assertThat(RecordedConnection.await(client.connect(server().url("/"), LITE))
                            .protocol())
                    .isEqualTo("moq-lite-05");
        }
        server().accepted.clear();
    }

    @Test
    void whoever_names_the_authority_gets_in_and_whoever_names_another_does_not(@TempDir Path folder) throws Exception {
        Trust own = new Trust.Own(server().certificate.current().chain());
        Trust another = new Trust.Own(
                new SelfMadeCertificate(folder, List.of("localhost"), InstantSource.system(), new SecureRandom())
                        .current()
                        .chain());
        try (QuicClient client = new QuicClient(own, QUICK);
                QuicClient stranger = new QuicClient(another, QUICK)) {
            URI url = server().url("/");
            assertThat(RecordedConnection.await(client.connect(url, LITE)).protocol())
                    .isEqualTo("moq-lite-05");
            assertThatThrownBy(() -> stranger.connect(url, LITE).join())
                    .hasStackTraceContaining("its certificate is not trusted");
        }
        server().accepted.clear();
    }

    @Test
    void a_certificate_that_an_authority_vouches_for_under_another_name_is_refused() throws Exception {
        try (Loopback elsewhere = new Loopback(QUICK, List.of("elsewhere.example"));
                QuicClient client = new QuicClient(
                        new Trust.Own(elsewhere.certificate.current().chain()), QUICK)) {
            assertThatThrownBy(() -> client.connect(elsewhere.url("/"), LITE).join())
                    .hasStackTraceContaining("its certificate is not trusted")
                    .hasStackTraceContaining("127.0.0.1");
            assertThat(elsewhere.accepted).isEmpty();
        }
    }

    @Test
    void a_hash_is_64_hexadecimal_digits_with_or_without_colons() {
        assertThat(new CertificateHash("AB:".repeat(31) + "AB").hex()).isEqualTo("ab".repeat(32));
        assertThatThrownBy(() -> new CertificateHash("abc")).hasMessageContaining("64 hexadecimal digits, not \"abc\"");
    }
}
