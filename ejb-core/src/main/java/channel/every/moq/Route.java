package channel.every.moq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast from elsewhere: the way it comes by now, and its tracks, which outlive any way. What changes does so under the lock of its
 * origin's routes; nothing here waits.
 */
final class Route implements TrackSource {
    /** Distinct tracks of one broadcast that readers ask for; ours have a dozen, and names are the readers' choice. */
    static final int MOST_TRACKS = 256;

    private final String name;
    private final Keeping keeping;
    private final Map<String, RoutedTrack> tracks = new HashMap<>();
    private @Nullable TrackFeed feed;
    private boolean ended;

    Route(String name, Keeping keeping) {
        this.name = name;
        this.keeping = keeping;
    }

    String name() {
        return name;
    }

    Keeping keeping() {
        return keeping;
    }

    synchronized @Nullable TrackFeed feed() {
        return feed;
    }

    @Override
    public synchronized @Nullable Track track(String trackName) {
        RoutedTrack known = tracks.get(trackName);
        if (known != null) {
            return known.track();
        }
        if (ended || tracks.size() >= MOST_TRACKS) {
            return null;
        }
        RoutedTrack made = new RoutedTrack(this, trackName);
        tracks.put(trackName, made);
        made.idleFromNow();
        return made.track();
    }

    /** Goes on by this way; null while there is none. */
    synchronized void follow(@Nullable TrackFeed by) {
        if (feed != by) {
            feed = by;
            new ArrayList<>(tracks.values()).forEach(RoutedTrack::followed);
        }
    }

    /** There is no way any more and none is expected. */
    synchronized void end() {
        ended = true;
        feed = null;
        List<RoutedTrack> all = new ArrayList<>(tracks.values());
        all.forEach(each -> each.leave(new TrackEnd.Failed(TrackEnd.GONE, "the broadcast has ended")));
    }

    synchronized void forget(RoutedTrack track) {
        tracks.remove(track.track().name(), track);
    }
}
