package channel.every.moq.quic;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Which servers a client believes. */
public sealed interface Trust {
    /** Whose certificate an authority that this Java knows vouches for, and that bears the name of the URL. */
    record Authorities() implements Trust {}

    /** Whose certificate one of these vouches for, or is, and that bears the name of the URL. */
    record Own(List<X509Certificate> authorities) implements Trust {
        public Own {
            authorities = List.copyOf(authorities);
            if (authorities.isEmpty()) {
                throw new IllegalArgumentException("no certificate of an authority to trust");
            }
        }

        /** @throws IOException if the file is not PEM, or has no certificate */
        public static Own read(Path file) throws IOException {
            return new Own(PemFile.read(file).certificates());
        }
    }

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

    /** Whether a server is believed under the name of its URL only, which whoever uses this must then ask TLS to see to. */
    default boolean byName() {
        return this instanceof Authorities || this instanceof Own;
    }

    /** TLS over TCP with the servers that are believed; where {@link #byName()}, the client must see to the name, as clients of HTTPS do. */
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
