package channel.every.moq;

/** A reader's hold on a track; while there is one, a track from elsewhere is brought here. */
public final class Subscription implements AutoCloseable {
    private final Track track;
    private final Runnable changed;

    Subscription(Track track, Runnable changed) {
        this.track = track;
        this.changed = changed;
    }

    public Track track() {
        return track;
    }

    void changed() {
        changed.run();
    }

    /** May be called again. */
    @Override
    public void close() {
        track.left(this);
    }
}
