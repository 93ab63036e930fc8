package channel.every.moq.quic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A certificate for development that this server makes for itself, and a new one before that expires. Browsers take one that nobody vouches
 * for by its hash if it is ECDSA and valid for no more than 14 days (W3C WebTransport, custom certificate requirements). Kept in a file, so
 * that pages which know the hash go on working after a restart.
 */
public final class SelfMadeCertificate implements CertificateSource {
    /** In the folder: the key, then the certificate. */
    public static final String FILE = "development-certificate.pem";

    private static final System.Logger LOG = System.getLogger(SelfMadeCertificate.class.getName());

    /** A day less than browsers allow. */
    static final Duration VALID = Duration.ofDays(13);

    /** For browsers whose clock is behind. */
    static final Duration BACKDATED = Duration.ofHours(1);

    /** A page that was loaded the day before still knows the right one. */
    static final Duration RENEWED_BEFORE = Duration.ofDays(1);

    private static final int SERIAL_BITS = 64;

    private final Path file;
    private final List<String> hosts;
    private final InstantSource clock;
    private final SecureRandom random;
    private ServerIdentity identity;

    /**
     * Reads the certificate of the folder, or makes one there.
     *
     * @param hosts names and addresses that the certificate is for
     * @throws IOException if the folder cannot be written
     */
    public SelfMadeCertificate(Path folder, List<String> hosts, InstantSource clock, SecureRandom random)
            throws IOException {
        this.file = folder.resolve(FILE);
        this.hosts = List.copyOf(hosts);
        this.clock = clock;
        this.random = random;
        this.identity = kept();
    }

    private ServerIdentity kept() throws IOException {
        if (Files.exists(file)) {
            try {
                PemFile read = PemFile.read(file);
                ServerIdentity found = PemFile.identity(read.key(), read.certificates(), random, file);
                if (serves(found, clock.instant())) {
                    return found;
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "makes a new certificate: {0}", e.getMessage());
            }
        }
        return made();
    }

    private static boolean serves(ServerIdentity identity, Instant now) {
        X509Certificate certificate = identity.chain().getFirst();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && now.isBefore(certificate.getNotAfter().toInstant().minus(RENEWED_BEFORE));
    }

    @Override
    public synchronized ServerIdentity current() {
        if (!serves(identity, clock.instant())) {
            try {
                identity = made();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot renew " + file + ": " + e.getMessage(), e);
            }
        }
        return identity;
    }

    private ServerIdentity made() throws IOException {
        ServerIdentity fresh = sign(clock.instant());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, PemFile.text(fresh), StandardCharsets.US_ASCII);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.log(Level.INFO, "made a certificate for development: {0}", fresh);
        return fresh;
    }

    private ServerIdentity sign(Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=every.channel development");
            Instant from = now.minus(BACKDATED);
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, random).setBit(0),
                    Date.from(from),
                    Date.from(from.plus(VALID)),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, names());
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new ServerIdentity(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IOException("cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private GeneralNames names() {
        return new GeneralNames(hosts.stream()
                .map(host ->
                        new GeneralName(IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }
}
