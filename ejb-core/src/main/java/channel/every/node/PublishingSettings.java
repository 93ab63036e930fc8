package channel.every.node;

import channel.every.mesh.SigningKey;
import channel.every.mesh.publish.PublishSettings;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.quic.CertificateHash;
import channel.every.moq.quic.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the node's publishers give to relays, and to which beside its own, as configured.
 *
 * @param clear whether everybody may watch
 * @param secret file with the network secret
 * @param relays of others that carry the node's streams
 * @param token file with the token that they want
 * @param hashes of certificates that are trusted at them; empty for those that an authority vouches for
 * @param authorities file with those authorities; empty for this Java's
 */
record PublishingSettings(
        boolean chunks,
        boolean manifests,
        boolean clear,
        Optional<Path> secret,
        List<URI> relays,
        Optional<Path> token,
        List<String> hashes,
        Optional<Path> authorities) {
    static PublishingSettings read(Function<String, Optional<String>> values, List<URI> relays) {
        ConfigValues publish = new ConfigValues("every-channel.publish.", values);
        ConfigValues others = new ConfigValues("every-channel.relays.", values);
        relays.forEach(each -> RelayDialer.address(each.toString()));
        return new PublishingSettings(
                publish.flag("chunks", true),
                publish.flag("manifests", true),
                publish.flag("clear", false),
                publish.path("secret-file"),
                relays,
                others.path("token-file"),
                others.list("certificate-hashes"),
                others.path("certificate-authorities"));
    }

    PublishSettings streams(List<SigningKey> keys, List<String> locators) throws IOException {
        byte[] network = secret.isPresent() ? Files.readAllBytes(secret.get()) : new byte[0];
        if (secret.isPresent() && network.length == 0) {
            throw new IllegalArgumentException(
                    "every-channel.publish.secret-file is empty: " + secret.get() + "; an empty secret is none");
        }
        return new PublishSettings(chunks, manifests, clear, network, keys, locators);
    }

    /** With their token. */
    List<URI> addresses() throws IOException {
        List<URI> addresses = new ArrayList<>();
        for (URI relay : relays) {
            addresses.add(
                    token.isEmpty()
                            ? relay
                            : URI.create(relay + (relay.getRawQuery() == null ? "?" : "&") + "jwt="
                                    + URLEncoder.encode(
                                            Files.readString(token.get()).strip(), StandardCharsets.UTF_8)));
        }
        return addresses;
    }

    Trust trust() throws IOException {
        if (authorities.isPresent()) {
            if (!hashes.isEmpty()) {
                throw new IllegalArgumentException("every-channel.relays.certificate-authorities and"
                        + " .certificate-hashes say two things; set one of them");
            }
            return Trust.Own.read(authorities.get());
        }
        if (hashes.isEmpty()) {
            return new Trust.Authorities();
        }
        Set<CertificateHash> trusted = new HashSet<>();
        hashes.forEach(each -> trusted.add(new CertificateHash(each)));
        return new Trust.Hashes(trusted);
    }
}
