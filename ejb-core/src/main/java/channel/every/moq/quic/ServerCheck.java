package channel.every.moq.quic;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Holds one server's certificate against what is trusted, and remembers why it was refused, which TLS does not tell. */
final class ServerCheck extends X509ExtendedTrustManager {
    private final Trust trust;
    private final @Nullable X509ExtendedTrustManager authorities;
    private volatile @Nullable String refusal;

    ServerCheck(Trust trust) {
        this.trust = trust;
        this.authorities = trust.byName() ? authorities(trust) : null;
    }

    private static X509ExtendedTrustManager authorities(Trust trust) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust instanceof Trust.Own own ? store(own.authorities()) : null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this Java has no authorities to trust"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate each : trusted) {
            store.setCertificateEntry(CertificateHash.of(each).hex(), each);
        }
        return store;
    }

    /** Why the server's certificate was refused, and what to do; null if it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        switch (trust) {
            case Trust.Authorities all -> checkAuthorities(chain, type, engine);
            case Trust.Own some -> checkAuthorities(chain, type, engine);
            case Trust.Hashes known -> checkHash(known, CertificateHash.of(chain[0]));
            case Trust.InsecureForDevelopment all -> {}
        }
    }

    private void checkAuthorities(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            Objects.requireNonNull(authorities).checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            refusal = "its certificate is not trusted: " + e.getMessage()
                    + "; if it is the right server, trust its hash " + CertificateHash.of(chain[0]);
            throw e;
        }
    }

    private void checkHash(Trust.Hashes known, CertificateHash hash) throws CertificateException {
        if (!known.hashes().contains(hash)) {
            refusal = "its certificate has the hash " + hash
                    + ", which is not among those trusted; if it is the right server, trust that";
            throw new CertificateException(refusal);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a certificate can only be checked for a connection");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("QUIC has no TCP socket");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }
}
