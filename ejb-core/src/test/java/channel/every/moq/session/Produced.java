package channel.every.moq.session;

import channel.every.moq.Broadcast;
import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A broadcast of a test's own. */
public final class Produced {
    static final TrackInfo INFO = new TrackInfo(200, false, 0, 90_000);

    final Map<String, Track> tracks = new HashMap<>();
    public final Broadcast broadcast;

    public Produced(String name, CacheBudget budget, String... trackNames) {
        this.broadcast = new Broadcast(name, List.of(), tracks::get);
        for (String each : trackNames) {
            tracks.put(each, new Track(each, INFO, budget));
        }
    }

    public Track track(String name) {
        return Objects.requireNonNull(tracks.get(name));
    }

    /** A whole group, of frames with these texts. */
    public Group group(String track, long sequence, String... texts) {
        Group group = track(track).begin(sequence);
        for (int i = 0; i < texts.length; i++) {
            group.append(frame(i * 3000L, texts[i]));
        }
        group.finish();
        return group;
    }

    public static Frame frame(long timestamp, String text) {
        return new Frame(timestamp, text.getBytes(StandardCharsets.UTF_8));
    }
}
