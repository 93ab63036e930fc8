package channel.every.moq;

import java.util.List;

/** One way to a broadcast from elsewhere, announced at an origin until it is taken back. Safe for use by several threads. */
public final class Announcement {
    private final Origin origin;
    private final Route route;
    private final TrackFeed feed;
    private Broadcast broadcast;
    private boolean lost;

    Announcement(Origin origin, Route route, List<Long> hops, TrackFeed feed) {
        this.origin = origin;
        this.route = route;
        this.feed = feed;
        this.broadcast = new Broadcast(route.name(), hops, route);
    }

    /** The publisher, or the peer that told of it, says that there is no such broadcast any more. */
    public void withdraw() {
        origin.withdraw(this);
    }

    /** The way is gone, not the broadcast: it stays announced for a while, in which it may come back by this way or another. */
    public void lose() {
        origin.lose(this);
    }

    /** Whether it is the one by which the broadcast comes. */
    public boolean chosen() {
        return origin.chosen(this);
    }

    Route route() {
        return route;
    }

    TrackFeed feed() {
        return feed;
    }

    Broadcast broadcast() {
        return broadcast;
    }

    boolean lost() {
        return lost;
    }

    void noteLost() {
        lost = true;
    }
}
