package channel.every.node;

import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.PemCertificate;
import channel.every.moq.quic.SelfMadeCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The relay that the node runs, as configured.
 *
 * @param enabled whether it listens
 * @param address UDP port for WebTransport and QUIC
 * @param certificate PEM file with the chain, empty for one that the node makes for development
 * @param key PEM file with the certificate's key, empty if it is in the same file
 * @param names that a certificate of the node's own making is for
 * @param publicGet names that anybody may subscribe to, each with all below it; the empty one is everything
 * @param publicPut names that anybody may publish
 * @param keys JWK set that vouches for tokens
 * @param url where others reach it
 */
record RelaySettings(
        boolean enabled,
        InetSocketAddress address,
        Optional<Path> certificate,
        Optional<Path> key,
        List<String> names,
        List<String> publicGet,
        List<String> publicPut,
        Optional<Path> keys,
        long cacheBytes,
        int mostSessions,
        Optional<URI> url) {
    private static final String PREFIX = "every-channel.relay.";

    /** Beside HTTP's and HTTPS's, free on most machines. */
    private static final int USUAL_PORT = 9444;

    /** Half a minute of sixteen channels at 1 Mbit/s, clear and sealed, and more; a fraction of the server's heap. */
    private static final long USUAL_CACHE_BYTES = 128L << 20;

    private static final long LEAST_CACHE_BYTES = 1 << 20;
    private static final long MOST_CACHE_BYTES = 1L << 36;

    /** Players hold one each. */
    private static final int USUAL_SESSIONS = 1024;

    /** Everything. */
    private static final String ALL = "*";

    static RelaySettings read(Function<String, Optional<String>> values) {
        ConfigValues config = new ConfigValues(PREFIX, values);
        return new RelaySettings(
                config.flag("enabled", false),
                new InetSocketAddress(
                        config.address("host", "127.0.0.1"), (int) config.number("port", USUAL_PORT, 0, 0xFFFF)),
                config.path("certificate"),
                config.path("certificate-key"),
                config.text("certificate-names").isPresent()
                        ? config.list("certificate-names")
                        : List.of("localhost", "127.0.0.1"),
                names(config.text("public-subscribe").isPresent() ? config.list("public-subscribe") : List.of(ALL)),
                names(config.list("public-publish")),
                config.path("keys"),
                config.number("cache-bytes", USUAL_CACHE_BYTES, LEAST_CACHE_BYTES, MOST_CACHE_BYTES),
                (int) config.number("sessions", USUAL_SESSIONS, 1, 1 << 20),
                config.url("url"));
    }

    /** @param folder where a certificate of the node's own making is kept */
    CertificateSource certificates(Path folder, InstantSource clock, SecureRandom random) throws IOException {
        return certificate.isPresent()
                ? new PemCertificate(certificate.get(), key.orElse(certificate.get()), clock, random)
                : new SelfMadeCertificate(folder, names, clock, random);
    }

    private static List<String> names(List<String> configured) {
        return configured.stream()
                .filter(each -> !each.equals("none"))
                .map(each -> each.equals(ALL) ? "" : each)
                .toList();
    }
}
