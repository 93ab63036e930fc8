package channel.every.remote.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/** Knows hosts by the user's known_hosts alone and learns none: says what was refused, and what to do. */
final class HostKeyCheck extends KnownHostsServerKeyVerifier {
    private final Path knownHosts;
    private final SshAddress address;
    private volatile @Nullable String refusal;

    HostKeyCheck(Path knownHosts, SshAddress address) {
        super((session, remote, key) -> false, knownHosts);
        this.knownHosts = knownHosts;
        this.address = address;
    }

    /** Why the host's key was refused, null if it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    @Override
    protected boolean acceptUnknownHostKey(ClientSession session, SocketAddress remote, PublicKey key) {
        refusal = "its host key " + KeyUtils.getFingerPrint(key) + " is not in " + knownHosts
                + "; compare the fingerprint with the machine's own and add it: ssh-keyscan " + scanned() + " >> "
                + knownHosts;
        return false;
    }

    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress remote, KnownHostEntry entry, PublicKey expected, PublicKey actual) {
        refusal = "its host key CHANGED: " + knownHosts + " has " + KeyUtils.getFingerPrint(expected)
                + ", the machine showed " + KeyUtils.getFingerPrint(actual)
                + "; somebody may stand in between. If the machine is known to have a new key: ssh-keygen -f "
                + knownHosts + " -R '" + hostPattern() + "', then add the new one";
        return false;
    }

    /** Types of the keys that are known of this host: it must be asked for one of those, not for whichever it likes best. */
    Set<String> knownTypes() throws IOException {
        if (!Files.isReadable(knownHosts)) {
            return Set.of();
        }
        int port = address.port() == null ? 0 : address.port();
        return KnownHostEntry.readKnownHostEntries(knownHosts).stream()
                .filter(entry -> entry.isHostMatch(address.host(), port))
                .map(entry -> entry.getKeyEntry().getKeyType())
                .collect(Collectors.toSet());
    }

    private String hostPattern() {
        Integer port = address.port();
        return port == null || port == 22 ? address.host() : "[" + address.host() + "]:" + port;
    }

    private String scanned() {
        return (address.port() == null ? "" : "-p " + address.port() + " ") + address.host();
    }
}
