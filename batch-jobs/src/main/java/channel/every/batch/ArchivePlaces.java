package channel.every.batch;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Peer;
import channel.every.archive.http.PeerAddress;
import channel.every.archive.http.UrlPolicy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The archive that jobs keep, and the peers they may ask. Who starts a job names peers; what may be reached, and with which token, the
 * configuration says alone.
 */
@Dependent
public class ArchivePlaces {
    private static final Pattern PEER = Pattern.compile("every-channel\\.peer\\.(.+)\\.url");

    private final Iterable<String> names;
    private final Function<String, Optional<String>> values;

    @Inject
    public ArchivePlaces(Config config) {
        this(config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
    }

    ArchivePlaces(Iterable<String> names, Function<String, Optional<String>> values) {
        this.names = names;
        this.values = values;
    }

    DataDirectory data() {
        return new DataDirectory(Path.of(values.apply("every-channel.data").orElse("data")));
    }

    /** @param text {@code NAME=URL,...}, or null for the peers of the configuration */
    List<PeerAddress> addresses(@Nullable String text) {
        return PeerAddress.parseAll(text == null || text.isBlank() ? configured() : Arrays.asList(text.split(",")));
    }

    private List<String> configured() {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            Matcher peer = PEER.matcher(name);
            if (peer.matches()) {
                found.add(peer.group(1) + "=" + values.apply(name).orElse(""));
            }
        }
        found.sort(null);
        return found;
    }

    /** What may be fetched: the configured peers, and what the allow-list names. */
    UrlPolicy policy() {
        return UrlPolicy.parse(values.apply(UrlPolicy.CONFIG_KEY).orElse(""))
                .or(UrlPolicy.originsOf(PeerAddress.parseAll(configured()).stream()
                        .map(PeerAddress::url)
                        .toList()));
    }

    /** @throws IllegalArgumentException if the policy refuses one of them */
    List<Peer> peers(List<PeerAddress> addresses, BoundedClient client) {
        UrlPolicy policy = policy();
        return addresses.stream()
                .map(each -> new Peer(
                        each.name(),
                        policy.check(each.url()),
                        values.apply("every-channel.peer." + each.name() + ".token")
                                .orElse(null),
                        client))
                .toList();
    }
}
