package channel.every.web;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The discontinuities that playlists have left behind; as many entries as configured publishers have renditions. */
@ApplicationScoped
public class PlaylistMemory {
    private record Playlist(Label broadcast, Label source, Rendition rendition) {}

    private final Map<Playlist, DiscontinuityCount> counts = new ConcurrentHashMap<>();

    DiscontinuityCount of(Label broadcast, Label source, Rendition rendition) {
        return counts.computeIfAbsent(new Playlist(broadcast, source, rendition), each -> new DiscontinuityCount());
    }
}
