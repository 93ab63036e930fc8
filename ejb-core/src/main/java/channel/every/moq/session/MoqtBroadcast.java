package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackFeed;
import channel.every.moq.TrackInfo;
import org.jspecify.annotations.Nullable;

/** The tracks of a broadcast that a peer of moq-transport has announced. Asked by any thread; all is done on the connection's executor. */
final class MoqtBroadcast implements TrackFeed {
    private final MoqtIncoming incoming;
    private final String name;

    /** @param name as the peer calls it */
    MoqtBroadcast(MoqtIncoming incoming, String name) {
        this.incoming = incoming;
        this.name = name;
    }

    @Override
    public Bringing bring(String track, Sink sink) {
        MoqtIncomingTrack brought = new MoqtIncomingTrack(incoming, name, track, sink);
        incoming.peer().executor().execute(brought::begin);
        return () -> incoming.peer().executor().execute(brought::stop);
    }

    /** What a track is, its subscription alone tells. */
    @Override
    public void describe(String track, Sink sink) {
        Description description = new Description(sink);
        MoqtIncomingTrack brought = new MoqtIncomingTrack(incoming, name, track, description);
        description.brought = brought;
        incoming.peer().executor().execute(brought::begin);
    }

    private static final class Description implements Sink {
        private final Sink sink;
        private @Nullable MoqtIncomingTrack brought;

        Description(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void described(TrackInfo info) {
            if (brought != null) {
                brought.stop();
            }
            sink.described(info);
        }

        @Override
        public @Nullable Group begin(long sequence) {
            return null;
        }

        @Override
        public void ended(TrackEnd how) {
            sink.ended(how);
        }
    }

    /** Browsers do not serve FETCH, and nobody else was met that has it. */
    @Override
    public void fetch(String track, Group into) {
        into.abort();
    }
}
