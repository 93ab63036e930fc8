package channel.every.cli;

import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.PemCertificate;
import channel.every.moq.quic.SelfMadeCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The certificate that a relay shows: configured, or made by itself for development. */
final class RelayCertificate {
    @Option(
            names = "--certificate",
            paramLabel = "PEM",
            description =
                    "The certificate and those that vouch for it; read anew when it changes. Needs --certificate-key.")
    private @Nullable Path certificate;

    @Option(names = "--certificate-key", paramLabel = "PEM", description = "Its private key, not encrypted.")
    private @Nullable Path key;

    @Option(
            names = "--certificate-folder",
            paramLabel = "FOLDER",
            defaultValue = "ec-relay",
            description =
                    "Without --certificate, where the relay keeps the one it makes for itself, for 13 days and then"
                            + " anew. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A name or address that the self-made certificate is for; repeatable. Default: localhost and"
                    + " --listen's.")
    private List<String> hosts = new ArrayList<>();

    CertificateSource source(String listenHost, InstantSource clock, SecureRandom random) throws IOException {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--certificate and --certificate-key belong together: one is missing");
        }
        if (certificate != null && key != null) {
            return new PemCertificate(certificate, key, clock, random);
        }
        Set<String> names = new LinkedHashSet<>(hosts);
        if (names.isEmpty()) {
            names.addAll(List.of("localhost", listenHost));
        }
        return new SelfMadeCertificate(folder, List.copyOf(names), clock, random);
    }

    boolean isSelfMade() {
        return certificate == null;
    }
}
