package channel.every.moq.quic;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Certificates and keys as RFC 7468 writes them. What is wrong is named with its file. */
final class PemFile {
    /** A chain of a dozen large certificates; what is longer is another file. */
    private static final long MOST_BYTES = 256 * 1024;

    private static final int PROBE_BYTES = 32;

    private final Path file;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private Optional<PrivateKey> key = Optional.empty();

    private PemFile(Path file) {
        this.file = file;
    }

    static PemFile read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is longer than " + MOST_BYTES + " bytes; name a PEM file");
        }
        PemFile read = new PemFile(file);
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file, StandardCharsets.UTF_8)))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                read.add(object);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException(file + " is not a readable PEM file: " + e.getMessage(), e);
        }
        return read;
    }

    private void add(Object object) throws IOException, GeneralSecurityException {
        switch (object) {
            case X509CertificateHolder holder ->
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            case PrivateKeyInfo info -> key = Optional.of(new JcaPEMKeyConverter().getPrivateKey(info));
            case PEMKeyPair pair -> key = Optional.of(new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo()));
            case PEMEncryptedKeyPair encrypted -> throw encrypted();
            case PKCS8EncryptedPrivateKeyInfo encrypted -> throw encrypted();
            // Such as the parameters that openssl writes before an EC key.
            default -> {}
        }
    }

    private static IOException encrypted() {
        return new IOException("the key is encrypted; decrypt it with: openssl pkey -in FILE -out FILE");
    }

    List<X509Certificate> certificates() throws IOException {
        if (certificates.isEmpty()) {
            throw new IOException(file + " has no CERTIFICATE");
        }
        return certificates;
    }

    PrivateKey key() throws IOException {
        return key.orElseThrow(() -> new IOException(file + " has no PRIVATE KEY"));
    }

    /** Checks that they belong together. */
    static ServerIdentity identity(PrivateKey key, List<X509Certificate> chain, SecureRandom random, Path file)
            throws IOException {
        byte[] probe = new byte[PROBE_BYTES];
        random.nextBytes(probe);
        String algorithm = key.getAlgorithm().equals("RSA")
                ? "SHA256withRSA"
                : key.getAlgorithm().startsWith("Ed") ? key.getAlgorithm() : "SHA256withECDSA";
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key, random);
            signing.update(probe);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(chain.getFirst().getPublicKey());
            verifying.update(probe);
            if (verifying.verify(signed)) {
                return new ServerIdentity(key, chain);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has a key of no use with its certificate: " + e.getMessage(), e);
        }
        throw new IOException(file + " has a key that is not the first certificate's");
    }

    /** Key and certificates in one text. */
    static String text(ServerIdentity identity) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(new JcaPKCS8Generator(identity.key(), null));
            for (X509Certificate certificate : identity.chain()) {
                pem.writeObject(certificate);
            }
        }
        return text.toString();
    }
}
