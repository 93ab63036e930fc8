package channel.every.remote.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what this user gets onto other machines.
 *
 * @param knownHosts file of host keys; the only ones that are trusted
 * @param identities private key files; empty for the usual ones of {@code ~/.ssh}
 * @param agent socket of a running ssh-agent, null for none
 */
public record SshAccess(
        Path knownHosts, List<Path> identities, @Nullable Path agent) {
    /** OpenSSH's own order (ssh_config(5), IdentityFile). */
    private static final List<String> USUAL_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");

    public SshAccess {
        identities = List.copyOf(identities);
        for (Path identity : identities) {
            if (!Files.isReadable(identity) || Files.isDirectory(identity)) {
                throw new IllegalArgumentException("cannot read the private key \"" + identity + '"');
            }
        }
    }

    /**
     * What a user's {@code ssh} has.
     *
     * @param agent SSH_AUTH_SOCK, null or blank for no agent
     */
    public static SshAccess of(Path home, @Nullable String agent) {
        Path directory = home.resolve(".ssh");
        return new SshAccess(
                directory.resolve("known_hosts"),
                Stream.of(USUAL_KEYS)
                        .flatMap(List::stream)
                        .map(directory::resolve)
                        .filter(Files::isReadable)
                        .toList(),
                agent == null || agent.isBlank() ? null : Path.of(agent));
    }

    public SshAccess withKnownHosts(Path file) {
        return new SshAccess(file, identities, agent);
    }

    public SshAccess withIdentities(List<Path> files) {
        return new SshAccess(knownHosts, files, agent);
    }
}
