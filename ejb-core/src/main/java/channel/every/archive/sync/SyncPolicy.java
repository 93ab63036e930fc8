package channel.every.archive.sync;

import channel.every.identity.Label;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of peers.
 *
 * @param broadcasts to mirror; all that peers list if empty, and what an older peer is asked for
 * @param fill which objects are fetched
 * @param maxAge older records' objects are not wanted; null for any age
 * @param budget a pass of fetching ends after it, so that manifests are fresh again; null for no end
 */
public record SyncPolicy(
        Set<Label> broadcasts,
        Fill fill,
        @Nullable Duration maxAge,
        @Nullable Duration budget) {
    /** Which objects are fetched once the manifests are here. */
    public enum Fill {
        /** None: manifests alone. */
        NONE,
        /** Windows that no publisher of this node holds, from peers that agree with it around them; and damaged ones. */
        BACKFILL,
        /** Every object that a mirrored manifest names. */
        ALL
    }

    public SyncPolicy {
        broadcasts = Set.copyOf(broadcasts);
        if (fill == Fill.BACKFILL && maxAge == null) {
            throw new IllegalArgumentException("a backfill needs to know how far back it goes: give a largest age");
        }
    }
}
