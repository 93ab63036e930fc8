package channel.every.archive.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pass over all peers.
 *
 * @param complete every peer's manifests are here, and every wanted object is
 * @param wanted objects that were missing here when the pass began
 * @param missing objects that no peer gave
 * @param usefulBytes of objects that were stored
 * @param wastedBytes of objects that came and were not stored: wrong bytes, or beginnings nobody could complete
 */
public record SyncReport(
        boolean complete,
        long wanted,
        long fetched,
        long missing,
        long usefulBytes,
        long wastedBytes,
        List<PeerReport> peers) {
    public SyncReport {
        peers = List.copyOf(peers);
    }

    /**
     * @param state what can be said of it in a word: {@code ok}, {@code older}, {@code failing} or {@code lying}
     * @param tracks mirrored to their end
     * @param error the newest one
     */
    public record PeerReport(
            String name,
            String url,
            String state,
            @Nullable String node,
            int tracks,
            long manifestBytes,
            long objects,
            long objectBytes,
            @Nullable String error) {}
}
