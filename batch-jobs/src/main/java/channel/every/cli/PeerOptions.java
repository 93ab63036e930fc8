package channel.every.cli;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Peer;
import channel.every.archive.http.PeerAddress;
import channel.every.archive.http.UrlPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How peers are asked. Nothing is fetched but from the origins that the command line names. */
final class PeerOptions {
    @Option(
            names = "--token-file",
            paramLabel = "NAME=FILE",
            description = "File with the bearer token that peer NAME wants for its manifests.")
    private Map<String, Path> tokenFiles = new HashMap<>();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "For one answer, its body included. Default: ${DEFAULT-VALUE}.")
    private int patienceSeconds;

    BoundedClient client(List<PeerAddress> addresses) {
        if (patienceSeconds < 1) {
            throw new IllegalArgumentException("--patience is at least 1: " + patienceSeconds);
        }
        UrlPolicy policy =
                UrlPolicy.originsOf(addresses.stream().map(PeerAddress::url).toList());
        return new BoundedClient(policy, Duration.ofSeconds(patienceSeconds));
    }

    List<Peer> peers(List<PeerAddress> addresses, BoundedClient client) throws IOException {
        for (String name : tokenFiles.keySet()) {
            if (addresses.stream().noneMatch(each -> each.name().value().equals(name))) {
                throw new IllegalArgumentException("--token-file names peer \"" + name + "\", and there is none");
            }
        }
        List<Peer> peers = new ArrayList<>();
        for (PeerAddress each : addresses) {
            String token =
                    ArchiveServe.token(tokenFiles.get(each.name().value())).orElse(null);
            peers.add(new Peer(each.name(), each.url(), token, client));
        }
        return peers;
    }
}
