package channel.every.moq.websocket;

import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.ServerIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** TLS of a port with the certificate that the same node shows over QUIC: a new one is used from the next connection on. */
public final class PortTls implements Supplier<SSLContext> {
    /** Of a key that never leaves the memory. */
    private static final char[] PASSWORD = {};

    private final CertificateSource certificates;
    private @Nullable ServerIdentity known;
    private @Nullable SSLContext context;

    public PortTls(CertificateSource certificates) {
        this.certificates = certificates;
    }

    @Override
    public synchronized SSLContext get() {
        ServerIdentity current = certificates.current();
        SSLContext made = context;
        if (made == null || current != known) {
            made = context(current);
            context = made;
            known = current;
        }
        return made;
    }

    private static SSLContext context(ServerIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry(
                    "server", identity.key(), PASSWORD, identity.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS with " + identity, e);
        }
    }
}
