package channel.every.moq.quic;

import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Which servers a client believes. */
public sealed interface Trust {
    /** Whose certificate an authority that this Java knows vouches for, and that bears the name of the URL. */
    record Authorities() implements Trust {}

    /** Whose own certificate has one of these hashes, whatever its name and whoever vouches for it. */
    record Hashes(Set<CertificateHash> hashes) implements Trust {
        public Hashes {
            hashes = Set.copyOf(hashes);
            if (hashes.isEmpty()) {
                throw new IllegalArgumentException("no certificate hash to trust");
            }
        }
    }

    /** All. For development only: whoever sits between may read and change what is sent. */
    record InsecureForDevelopment() implements Trust {}

    /** TLS over TCP with the servers that are believed. Of {@link Authorities} the client must see to the name, as clients of HTTPS do. */
    default SSLContext tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] checks = this instanceof Authorities ? null : new TrustManager[] {new ServerCheck(this)};
            context.init(null, checks, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
