package channel.every.mesh.publish;

import channel.every.moq.Broadcast;
import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A broadcast of this side's own: tracks that are there at once, announced when its owner has filled them. */
final class OwnBroadcast implements AutoCloseable {
    private final Origin origin;
    private final CacheBudget budget;
    private final Map<String, Track> tracks = new ConcurrentHashMap<>();
    private final Broadcast broadcast;
    private boolean announced;

    OwnBroadcast(String name, Origin origin, CacheBudget budget) {
        this.origin = origin;
        this.budget = budget;
        this.broadcast = new Broadcast(name, List.of(), tracks::get);
    }

    /** A new track, or the one of that name. */
    Track track(String name, TrackInfo info) {
        return tracks.computeIfAbsent(name, missing -> new Track(missing, info, budget));
    }

    /** Has another broadcast's track too. */
    void share(Track track) {
        tracks.putIfAbsent(track.name(), track);
    }

    /** Tells whoever watches the origin; does nothing the second time. */
    void announce() {
        if (!announced) {
            announced = true;
            origin.announce(broadcast);
        }
    }

    /** A whole group at once. @return whether it is new: what is not after the newest is left out */
    static boolean append(Track track, long sequence, List<Frame> frames) {
        Group newest = track.newest();
        if (newest != null && newest.sequence() >= sequence) {
            return false;
        }
        Group group = track.begin(sequence);
        frames.forEach(group::append);
        group.finish();
        return true;
    }

    @Override
    public void close() {
        if (announced) {
            origin.withdraw(broadcast);
        }
        tracks.values().forEach(Track::close);
    }
}
