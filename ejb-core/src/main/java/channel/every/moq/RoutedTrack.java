package channel.every.moq;

import org.jspecify.annotations.Nullable;

/** A track that comes by its route's way while anybody wants it, and goes on by the next one. Under the route's lock. */
final class RoutedTrack implements TrackDemand {
    private final Route route;
    private final Track track;
    private @Nullable Pull pull;
    private Delays.@Nullable Delayed idle;
    private boolean gone;

    RoutedTrack(Route route, String name) {
        this.route = route;
        this.track = new Track(name, route.keeping().budget(), this);
    }

    Track track() {
        return track;
    }

    @Override
    public void changed(Track same) {
        synchronized (route) {
            if (gone) {
                return;
            }
            if (track.subscribers() == 0) {
                idleFromNow();
            } else {
                stayBusy();
                bring();
            }
        }
    }

    @Override
    public void asked(Track same) {
        synchronized (route) {
            TrackFeed feed = route.feed();
            if (!gone && pull == null && feed != null && track.info().isEmpty()) {
                feed.describe(track.name(), new Pull(feed));
                idleFromNow();
            }
        }
    }

    @Override
    public @Nullable Group fetch(Track same, long sequence) {
        synchronized (route) {
            TrackFeed feed = route.feed();
            Group group = gone || feed == null ? null : track.beginFetched(sequence);
            if (group != null && feed != null) {
                feed.fetch(track.name(), group);
                if (track.subscribers() == 0) {
                    idleFromNow();
                }
            }
            return group;
        }
    }

    /** Whoever asked and did not subscribe is as one who has left. */
    void idleFromNow() {
        stayBusy();
        idle = route.keeping().delays().after(route.keeping().idle(), this::idled);
    }

    private void stayBusy() {
        if (idle != null) {
            idle.close();
            idle = null;
        }
    }

    private void idled() {
        synchronized (route) {
            if (!gone && track.subscribers() == 0) {
                leave(new TrackEnd.Ended());
                track.close();
            }
        }
    }

    /** The route has another way, or none for now. */
    void followed() {
        Pull before = pull;
        pull = null;
        if (before != null) {
            before.stop();
        }
        track.abandonOpen();
        if (track.subscribers() > 0) {
            bring();
        }
    }

    private void bring() {
        TrackFeed feed = route.feed();
        if (pull == null && feed != null) {
            Pull begun = new Pull(feed);
            pull = begun;
            begun.bringing = feed.bring(track.name(), begun);
        }
    }

    /** No more comes; who has begun reads on for as long as an idle track would be kept. */
    void leave(TrackEnd how) {
        gone = true;
        stayBusy();
        route.forget(this);
        Pull last = pull;
        pull = null;
        if (last != null) {
            last.stop();
        }
        track.end(how);
        route.keeping().delays().after(route.keeping().idle(), track::close);
    }

    /** What comes by one way. */
    private final class Pull implements TrackFeed.Sink {
        private final TrackFeed feed;
        private TrackFeed.@Nullable Bringing bringing;
        private boolean first = true;

        Pull(TrackFeed feed) {
            this.feed = feed;
        }

        void stop() {
            if (bringing != null) {
                bringing.stop();
            }
        }

        private boolean current() {
            return !gone && route.feed() == feed && (pull == null || pull == this);
        }

        @Override
        public void described(TrackInfo info) {
            synchronized (route) {
                if (!current()) {
                    return;
                }
                if (track.info().isEmpty()) {
                    track.describe(info);
                } else if (!track.info().get().equals(info)) {
                    leave(new TrackEnd.Failed(TrackEnd.REPLACED, "another track has its name now"));
                }
            }
        }

        @Override
        public @Nullable Group begin(long sequence) {
            synchronized (route) {
                if (!current()) {
                    return null;
                }
                if (first && track.wouldRestart(sequence)) {
                    leave(new TrackEnd.Failed(TrackEnd.REPLACED, "its groups count anew"));
                    return null;
                }
                first = false;
                return track.beginIfNew(sequence);
            }
        }

        @Override
        public void ended(TrackEnd how) {
            synchronized (route) {
                if (current()) {
                    leave(how);
                }
            }
        }
    }
}
