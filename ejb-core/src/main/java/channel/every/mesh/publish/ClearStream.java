package channel.every.mesh.publish;

import channel.every.archive.MediaTiming;
import channel.every.identity.Rendition;
import channel.every.mesh.catalog.CatalogTrack;
import channel.every.mesh.catalog.HangCatalog;
import channel.every.mesh.catalog.MsfCatalog;
import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import channel.every.time.Timescale;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream as stock players read it, under a name that ends {@code .hang} and one that ends {@code .msf}: a catalog each, and the same
 * tracks, one a rendition. A group is a window, so it begins with a keyframe; a frame is one {@code moof} and {@code mdat}. When an init
 * segment changes, the broadcasts end and begin anew, so that what a track is never changes.
 */
final class ClearStream implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClearStream.class.getName());

    /** Ending of tracks' names. */
    private static final String MEDIA = ".m4s";

    /** What @moq/hang gives kinds of tracks: the higher goes first. */
    private static final int CATALOG_PRIORITY = 100;

    private static final int AUDIO_PRIORITY = 80;
    private static final int VIDEO_PRIORITY = 60;

    /** As @moq/hang has it for media: after so long nobody watches live any more, in milliseconds. */
    static final long MOST_LATENCY_MS = 30_000;

    private static final int MILLISECONDS = 1000;

    private final String name;
    private final Origin origin;
    private final CacheBudget budget;
    private final Map<Rendition, CatalogTrack> catalog = new LinkedHashMap<>();
    private final Set<Rendition> refused = new HashSet<>();
    private @Nullable Pair open;

    /** The two broadcasts of one set of init segments. */
    private record Pair(OwnBroadcast hang, OwnBroadcast msf, Track hangCatalog, Track msfCatalog) {}

    /** @param name without the endings */
    ClearStream(String name, Origin origin, CacheBudget budget) {
        this.name = name;
        this.origin = origin;
        this.budget = budget;
    }

    void publish(PublishedWindow window) {
        List<WindowCopy> copies =
                window.copies().stream().filter(this::playable).toList();
        if (copies.stream().anyMatch(this::changed)) {
            close();
        }
        boolean news = false;
        for (WindowCopy copy : copies) {
            if (!catalog.containsKey(copy.rendition())) {
                news |= describe(copy, window.cadenceMillis());
            }
        }
        if (catalog.isEmpty()) {
            return;
        }
        Pair pair = opened();
        for (WindowCopy copy : copies) {
            CatalogTrack track = catalog.get(copy.rendition());
            if (track != null) {
                publish(pair, track, copy, window.index());
            }
        }
        if (news) {
            long at = window.index() * window.cadenceMillis();
            List<CatalogTrack> tracks = List.copyOf(catalog.values());
            HangCatalog hang = new HangCatalog(window.streamId().toString(), tracks);
            OwnBroadcast.append(pair.hangCatalog(), window.index(), List.of(new Frame(at, hang.bytes())));
            OwnBroadcast.append(
                    pair.msfCatalog(), window.index(), List.of(new Frame(at, new MsfCatalog(tracks).bytes())));
        }
        pair.hang().announce();
        pair.msf().announce();
    }

    private void publish(Pair pair, CatalogTrack track, WindowCopy copy, long index) {
        Timescale timescale = timescale(copy);
        TrackInfo info = new TrackInfo(
                track.entry().video() ? VIDEO_PRIORITY : AUDIO_PRIORITY,
                false,
                MOST_LATENCY_MS,
                timescale.ticksPerSecond());
        Track moq = pair.hang().track(track.name(), info);
        pair.msf().share(moq);
        List<Frame> frames = new ArrayList<>();
        for (PublishedObject fragment : copy.fragments()) {
            frames.add(new Frame(timing(fragment).decodeTime(), fragment.bytes()));
        }
        OwnBroadcast.append(moq, index, frames);
    }

    private Pair opened() {
        if (open == null) {
            OwnBroadcast hang = new OwnBroadcast(name + HangCatalog.ENDING, origin, budget);
            OwnBroadcast msf = new OwnBroadcast(name + MsfCatalog.ENDING, origin, budget);
            TrackInfo info = new TrackInfo(CATALOG_PRIORITY, false, 0, MILLISECONDS);
            open = new Pair(hang, msf, hang.track(HangCatalog.TRACK, info), msf.track(MsfCatalog.TRACK, info));
        }
        return open;
    }

    private boolean playable(WindowCopy copy) {
        return !refused.contains(copy.rendition());
    }

    private boolean changed(WindowCopy copy) {
        CatalogTrack known = catalog.get(copy.rendition());
        return known != null && !Arrays.equals(known.init(), copy.init().bytes());
    }

    /** @return whether players can have it */
    private boolean describe(WindowCopy copy, int cadenceMillis) {
        try {
            catalog.put(
                    copy.rendition(),
                    CatalogTrack.measured(
                            copy.rendition() + MEDIA,
                            copy.init().bytes(),
                            timescale(copy),
                            copy.fragments().getFirst().bytes(),
                            cadenceMillis));
            return true;
        } catch (IllegalArgumentException e) {
            refused.add(copy.rendition());
            LOG.log(
                    Level.WARNING,
                    "{0}: players cannot have rendition {1}: {2}",
                    name,
                    copy.rendition(),
                    e.getMessage());
            return false;
        }
    }

    private static Timescale timescale(WindowCopy copy) {
        return new Timescale(timing(copy.fragments().getFirst()).timescale());
    }

    private static MediaTiming timing(PublishedObject fragment) {
        return Objects.requireNonNull(fragment.record().media(), "a fragment's record has its timing");
    }

    @Override
    public void close() {
        if (open != null) {
            open.hang().close();
            open.msf().close();
            open = null;
        }
        catalog.clear();
        refused.clear();
    }
}
