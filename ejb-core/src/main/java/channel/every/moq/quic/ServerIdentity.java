package channel.every.moq.quic;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server proves its name with.
 *
 * @param key that belongs to the first certificate
 * @param chain the server's own certificate, then those that vouch for it
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
    }

    /** Of the server's own certificate, as browsers take it in {@code serverCertificateHashes}. */
    public CertificateHash hash() {
        return CertificateHash.of(chain.getFirst());
    }

    @Override
    public String toString() {
        return chain.getFirst().getSubjectX500Principal() + " " + hash();
    }
}
