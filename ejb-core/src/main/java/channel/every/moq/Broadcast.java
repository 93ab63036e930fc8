package channel.every.moq;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named set of tracks. One of this side's own has what its producer put into it; one from elsewhere makes a track when it is asked for.
 *
 * @param name such as a stream id; its segments are divided by slashes
 * @param hops ids of the origins that the announcement came by, the publisher's first; empty for one of this side's own
 */
public record Broadcast(String name, List<Long> hops, TrackSource tracks) {
    /** Longer names are refused: a stream id has some hundred characters. */
    public static final int MOST_NAME_CHARACTERS = 1024;

    public Broadcast {
        hops = List.copyOf(hops);
        Objects.requireNonNull(tracks);
        if (name.isEmpty() || name.length() > MOST_NAME_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a broadcast's name has 1 to " + MOST_NAME_CHARACTERS + " characters, this one " + name.length());
        }
    }

    /** The track, or null if the broadcast has none of that name; of one from elsewhere the answer may come later, as its end. */
    public @Nullable Track track(String trackName) {
        return tracks.track(trackName);
    }
}
