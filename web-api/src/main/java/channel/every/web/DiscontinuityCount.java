package channel.every.web;

import java.util.List;
import java.util.TreeSet;

/**
 * Remembers, for one media playlist, how many changes of init segment have slid out of it (EXT-X-DISCONTINUITY-SEQUENCE, RFC 8216
 * 4.4.3.3). Holds at most as many indices as the playlist has windows.
 */
final class DiscontinuityCount {
    private final TreeSet<Long> inside = new TreeSet<>();
    private long outside;
    private long newestSeen = -1;

    /** @param windows of the playlist about to be rendered, at least one */
    synchronized long before(List<PlaylistWindow> windows) {
        for (int i = 1; i < windows.size(); i++) {
            PlaylistWindow window = windows.get(i);
            if (window.chunkIndex() > newestSeen
                    && !window.init().equals(windows.get(i - 1).init())) {
                inside.add(window.chunkIndex());
            }
        }
        newestSeen = Math.max(newestSeen, windows.getLast().chunkIndex());
        long first = windows.getFirst().chunkIndex();
        while (!inside.isEmpty() && inside.first() <= first) {
            inside.pollFirst();
            outside++;
        }
        return outside;
    }
}
