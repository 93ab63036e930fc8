package channel.every.moq.quic;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TLS of a server: with the certificate that is current when a client comes. Used on the server's thread. */
final class ServerTls {
    /** RFC 9114 3.1. */
    static final String HTTP3 = "h3";

    private final CertificateSource certificates;
    private final String[] protocols;
    private @Nullable ServerIdentity identity;
    private @Nullable QuicSslContext context;

    ServerTls(CertificateSource certificates, List<String> protocols) {
        this.certificates = certificates;
        this.protocols = Stream.concat(protocols.stream(), Stream.of(HTTP3)).toArray(String[]::new);
    }

    QuicSslEngine engine(QuicChannel channel) {
        ServerIdentity current = certificates.current();
        QuicSslContext made = context;
        if (made == null || current != identity) {
            made = QuicSslContextBuilder.forServer(
                            current.key(), null, current.chain().toArray(X509Certificate[]::new))
                    .applicationProtocols(protocols)
                    .earlyData(false)
                    .build();
            context = made;
            identity = current;
        }
        return made.newEngine(channel.alloc());
    }
}
