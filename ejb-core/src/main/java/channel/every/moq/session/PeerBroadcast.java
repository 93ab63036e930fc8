package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.TrackFeed;

/** The tracks of a broadcast that a peer has announced. Asked by any thread; all is done on the connection's executor. */
final class PeerBroadcast implements TrackFeed {
    private final Incoming incoming;
    private final String name;

    /** @param name as the peer calls it */
    PeerBroadcast(Incoming incoming, String name) {
        this.incoming = incoming;
        this.name = name;
    }

    @Override
    public Bringing bring(String track, Sink sink) {
        IncomingTrack brought = new IncomingTrack(incoming, name, track, sink);
        incoming.peer().executor().execute(brought::begin);
        return () -> incoming.peer().executor().execute(brought::stop);
    }

    @Override
    public void describe(String track, Sink sink) {
        incoming.peer().executor().execute(() -> IncomingDescription.ask(incoming, name, track, sink));
    }

    @Override
    public void fetch(String track, Group into) {
        incoming.peer().executor().execute(() -> IncomingFetch.ask(incoming, name, track, into));
    }
}
