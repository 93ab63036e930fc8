package channel.every.moq.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.quic.CertificateHash;
import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.quic.Trust;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.RecordedConnection;
import channel.every.moq.transport.RecordedSend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebSocketTlsTest {
    @TempDir
    Path folder;

    @Test
    void who_trusts_the_certificate_connects_with_tls_and_who_does_not_is_not_connected() throws Exception {
        SelfMadeCertificate certificate =
                new SelfMadeCertificate(folder, List.of("localhost"), InstantSource.system(), new SecureRandom());
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        try (WebSocketPort port = WebSocketPort.open(
                        new WebSocketPort.Settings(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                new PortPages(() -> "", () -> ""),
                                Optional.of(new PortTls(certificate))),
                        accepted::complete);
                WebSocketDialer trusting =
                        new WebSocketDialer(HttpClient.newBuilder().sslContext(trust(certificate)));
                WebSocketDialer knowing = new WebSocketDialer(HttpClient.newBuilder()
                        .sslContext(
                                new Trust.Hashes(Set.of(certificate.current().hash())).tls()));
                WebSocketDialer vouched = new WebSocketDialer(HttpClient.newBuilder()
                        .sslContext(Trust.Own.read(folder.resolve(SelfMadeCertificate.FILE))
                                .tls()));
                WebSocketDialer mistaken = new WebSocketDialer(HttpClient.newBuilder()
                        .sslContext(new Trust.Hashes(Set.of(new CertificateHash("00".repeat(32)))).tls()));
                WebSocketDialer stranger =
                        new WebSocketDialer(HttpClient.newBuilder().sslContext(new Trust.Authorities().tls()))) {
            URI where = URI.create("https://localhost:" + port.address().getPort() + "/room");
            RecordedConnection here =
                    RecordedConnection.started(RecordedConnection.await(trusting.dial(where, List.of("moq-lite-05"))));
            RecordedConnection there = RecordedConnection.started(RecordedConnection.await(accepted));
            RecordedSend out = here.openUnidirectional();
            out.write(new byte[300_000]);
            out.finish();
            assertThat(there.nextUnidirectional().all()).hasSize(300_000);
            assertThat(RecordedConnection.await(knowing.dial(where, List.of("moq-lite-05")))
                            .protocol())
                    .isEqualTo("moq-lite-05");
            assertThat(RecordedConnection.await(vouched.dial(where, List.of("moq-lite-05")))
                            .protocol())
                    .isEqualTo("moq-lite-05");
            URI byAnotherName = URI.create("https://127.0.0.1:" + port.address().getPort() + "/room");
            assertThatThrownBy(() ->
                            vouched.dial(byAnotherName, List.of("moq-lite-05")).join())
                    .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
            assertThatThrownBy(
                            () -> mistaken.dial(where, List.of("moq-lite-05")).join())
                    .hasStackTraceContaining("its certificate has the hash "
                            + certificate.current().hash());
            assertThatThrownBy(
                            () -> stranger.dial(where, List.of("moq-lite-05")).join())
                    .hasStackTraceContaining("SSLHandshakeException");
        }
    }

    private static SSLContext trust(SelfMadeCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate.current().chain().getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
