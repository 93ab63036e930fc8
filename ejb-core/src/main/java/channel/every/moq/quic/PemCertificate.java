package channel.every.moq.quic;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A certificate that somebody else renews, such as an ACME client: two PEM files, looked at again at handshakes. While they are being
 * replaced, or if what replaced them is broken, the one read last stays in use.
 */
public final class PemCertificate implements CertificateSource {
    private static final System.Logger LOG = System.getLogger(PemCertificate.class.getName());

    /** Handshakes may be many, and a look at two files is not free. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path chain;
    private final Path key;
    private final InstantSource clock;
    private final SecureRandom random;
    private State state;
    private ServerIdentity identity;
    private Instant looked;

    private record State(FileTime chain, long chainBytes, FileTime key, long keyBytes) {}

    /**
     * Reads both.
     *
     * @param chain the server's certificate, then those that vouch for it
     * @param key of the server's certificate, not encrypted; may be the same file
     * @throws IOException naming the file and what is wrong with it
     */
    public PemCertificate(Path chain, Path key, InstantSource clock, SecureRandom random) throws IOException {
        this.chain = chain;
        this.key = key;
        this.clock = clock;
        this.random = random;
        this.state = look();
        this.identity = read();
        this.looked = clock.instant();
    }

    private State look() throws IOException {
        return new State(
                Files.getLastModifiedTime(chain), Files.size(chain), Files.getLastModifiedTime(key), Files.size(key));
    }

    private ServerIdentity read() throws IOException {
        return PemFile.identity(PemFile.read(key).key(), PemFile.read(chain).certificates(), random, key);
    }

    @Override
    public synchronized ServerIdentity current() {
        Instant now = clock.instant();
        if (now.isBefore(looked) || !now.isBefore(looked.plus(LOOK))) {
            looked = now;
            reload();
        }
        return identity;
    }

    private void reload() {
        try {
            State found = look();
            if (!found.equals(state)) {
                state = found;
                identity = read();
                LOG.log(Level.INFO, "the certificate is a new one: {0}", identity);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the certificate stays the one before: {0}", e.getMessage());
        }
    }
}
