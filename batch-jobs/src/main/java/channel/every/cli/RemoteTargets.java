package channel.every.cli;

import channel.every.identity.Label;
import channel.every.remote.ProofTarget;
import channel.every.remote.http.NodeAccess;
import channel.every.remote.http.NodeProofTarget;
import channel.every.remote.ssh.RemoteRoot;
import channel.every.remote.ssh.SshAccess;
import channel.every.remote.ssh.SshAddress;
import channel.every.remote.ssh.SshProofTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code NAME=[USER@]HOST[:PORT]} or {@code NAME=http://NODE}, and what gets there. */
final class RemoteTargets {
    @Option(
            names = "--remote-command",
            paramLabel = "WORDS",
            defaultValue = "ec-node",
            description = "What starts ec-node on SSH targets, for their shell (default: ${DEFAULT-VALUE}).")
    private String command = "ec-node";

    @Option(
            names = "--remote-root",
            paramLabel = "/tmp/every-channel-*",
            description = "Prefix of the directory on each SSH target (default: a new one).")
    private @Nullable String root;

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "A private key; repeatable (default: those of ~/.ssh). An ssh-agent is asked too.")
    private List<Path> identities = List.of();

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "The host keys that are trusted (default: ~/.ssh/known_hosts).")
    private @Nullable Path knownHosts;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the bearer token of the nodes' REST (their every-channel.api.token).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--node-input",
            paramLabel = "PATH",
            description = "A recording that the nodes have already, by its path there: nothing is copied to them.")
    private @Nullable String nodeInput;

    List<ProofTarget> of(List<String> arguments) throws IOException {
        RemoteRoot remote = new RemoteRoot(
                root != null
                        ? root
                        : "/tmp/every-channel-proof-"
                                + HexFormat.of()
                                        .toHexDigits(ThreadLocalRandom.current().nextInt()));
        SshAccess access = access();
        NodeAccess nodes = new NodeAccess(token(), nodeInput);
        return arguments.stream()
                .map(each -> target(each, access, remote, nodes))
                .toList();
    }

    private ProofTarget target(String argument, SshAccess access, RemoteRoot remote, NodeAccess nodes) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "a target is NAME=[USER@]HOST[:PORT] or NAME=http://HOST:PORT: \"" + argument + '"');
        }
        Label name = new Label(argument.substring(0, equals));
        String place = argument.substring(equals + 1);
        return place.startsWith("http://") || place.startsWith("https://")
                ? new NodeProofTarget(name, URI.create(place), nodes, InstantSource.system())
                : new SshProofTarget(name, SshAddress.parse(place), access, remote, command, InstantSource.system());
    }

    private SshAccess access() {
        SshAccess usual = SshAccess.of(Path.of(System.getProperty("user.home")), System.getenv("SSH_AUTH_SOCK"));
        SshAccess keyed = identities.isEmpty() ? usual : usual.withIdentities(identities);
        return knownHosts == null ? keyed : keyed.withKnownHosts(knownHosts);
    }

    private @Nullable String token() throws IOException {
        return tokenFile == null ? null : Files.readString(tokenFile).strip();
    }
}
