package channel.every.cli;

import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Keeping;
import channel.every.moq.Origin;
import channel.every.moq.client.ClientSessions;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.quic.CertificateHash;
import channel.every.moq.quic.Trust;
import channel.every.moq.session.SessionRoles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command comes to relays, and may. */
final class RelayAccess {
    /** Groups that are kept for relays that lag or come again, of all tracks together: 20 s of a ladder of 50 Mbit/s. */
    private static final long CACHE_BYTES = 128L << 20;

    /** As long as @moq/hang keeps media. */
    private static final Duration CACHE_AGE = Duration.ofSeconds(30);

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token that the relays want; sent as ?jwt=.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--certificate-hash",
            paramLabel = "SHA256",
            description = "Trust relays whose certificate has this hash, over QUIC and wss, as a relay serves it at"
                    + " /certificate.sha256; repeatable. Default: those that an authority vouches for.")
    private List<String> hashes = new ArrayList<>();

    @Option(
            names = "--certificate-authorities",
            paramLabel = "FILE",
            description =
                    "Trust relays whose certificate one of this PEM file vouches for, over QUIC and wss, instead of"
                            + " those that this Java's authorities vouch for.")
    private @Nullable Path authorities;

    @Option(
            names = "--insecure",
            description = "Trust every relay: whoever sits between may read and change what is sent.")
    private boolean insecure;

    /** @throws IllegalArgumentException if one is no address of a relay */
    List<URI> addresses(List<String> relays) throws IOException {
        String token = token();
        List<URI> addresses = new ArrayList<>();
        for (String relay : relays) {
            URI address = RelayDialer.address(relay);
            addresses.add(
                    token == null
                            ? address
                            : URI.create(address + (address.getRawQuery() == null ? "?" : "&") + "jwt="
                                    + URLEncoder.encode(token, StandardCharsets.UTF_8)));
        }
        return addresses;
    }

    private @Nullable String token() throws IOException {
        if (tokenFile == null) {
            return null;
        }
        String token = Files.readString(tokenFile).strip();
        if (token.isEmpty()) {
            throw new IllegalArgumentException("--token-file \"" + tokenFile + "\" is empty");
        }
        return token;
    }

    RelayDialer dialer() throws IOException {
        return new RelayDialer(trust());
    }

    private Trust trust() throws IOException {
        if (insecure) {
            return new Trust.InsecureForDevelopment();
        }
        if (authorities != null) {
            if (!hashes.isEmpty()) {
                throw new IllegalArgumentException(
                        "--certificate-authorities and --certificate-hash say two things; name one of them");
            }
            return Trust.Own.read(authorities);
        }
        if (hashes.isEmpty()) {
            return new Trust.Authorities();
        }
        Set<CertificateHash> trusted = new HashSet<>();
        hashes.forEach(each -> trusted.add(new CertificateHash(each)));
        return new Trust.Hashes(trusted);
    }

    static CacheBudget budget() {
        return new CacheBudget(CACHE_BYTES, CACHE_AGE, InstantSource.system());
    }

    /** An origin of this command's own; its id is unlike any other's. */
    static Origin origin(CacheBudget budget, Delays delays) {
        return new Origin(new SecureRandom().nextLong(1, 1L << 62), new Keeping(budget, delays));
    }

    /** Links that say on standard error what becomes of them. */
    static List<RelayLink> links(
            List<URI> relays, RelayLink.Dialer dialer, SessionRoles roles, Delays delays, PrintWriter err) {
        RelayLink.Listener told = new Told(err);
        RelayLink.Opener sessions = ClientSessions.of(roles, InstantSource.system(), delays);
        SecureRandom random = new SecureRandom();
        return relays.stream()
                .map(relay -> new RelayLink(relay, dialer, sessions, delays, random, told))
                .toList();
    }

    private record Told(PrintWriter err) implements RelayLink.Listener {
        @Override
        public void up(URI relay, String protocol) {
            tell(relay, "connected, " + protocol);
        }

        @Override
        public void down(URI relay, String reason, Duration pause) {
            tell(relay, reason + "; next attempt in " + pause.toMillis() + " ms");
        }

        /** Without the query, which may hold a token. */
        private void tell(URI relay, String what) {
            err.println(relay.getScheme() + "://" + relay.getRawAuthority() + relay.getRawPath() + ": " + what);
            err.flush();
        }
    }
}
