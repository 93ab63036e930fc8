package channel.every.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relay at one moment, as {@code /v1/relay} shows it.
 *
 * @param enabled whether this node runs one
 * @param port UDP, null where it listens to none
 * @param problem why it does not listen though it is enabled, null if there is none
 * @param protocols by the names they are negotiated under
 * @param certificateHash SHA-256 of its certificate, null where it has none
 * @param url where others reach it, null if nobody was told
 * @param broadcasts that are announced, by name
 * @param relays of others to which this node's streams go
 */
public record RelayStatus(
        boolean enabled,
        @Nullable Integer port,
        @Nullable String problem,
        List<String> protocols,
        @Nullable String certificateHash,
        @Nullable String url,
        int sessions,
        long cacheBytes,
        long mostCacheBytes,
        List<Carried> broadcasts,
        List<Other> relays) {
    /** @param hops relays between the publisher and here */
    public record Carried(String name, int hops) {}

    /**
     * @param problem why there was no session the last time, null if there is one
     */
    public record Other(String url, boolean up, @Nullable String problem) {}

    public RelayStatus {
        protocols = List.copyOf(protocols);
        broadcasts = List.copyOf(broadcasts);
        relays = List.copyOf(relays);
    }
}
