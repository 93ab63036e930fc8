package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackFeed;
import channel.every.moq.TrackInfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tracks of a broadcast that a peer of moq-transport has announced. Asked by any thread; all is done on the connection's executor. */
final class MoqtBroadcast implements TrackFeed {
    private final MoqtIncoming incoming;
    private final String name;
    private final Map<String, MoqtIncomingTrack> asked = new HashMap<>();

    /** @param name as the peer calls it */
    MoqtBroadcast(MoqtIncoming incoming, String name) {
        this.incoming = incoming;
        this.name = name;
    }

    @Override
    public Bringing bring(String track, Sink sink) {
        Brought brought = new Brought();
        incoming.peer().executor().execute(() -> brought.begin(track, sink));
        return () -> incoming.peer().executor().execute(brought::end);
    }

    private final class Brought {
        private @Nullable MoqtIncomingTrack of;
        private boolean ended;

        private void begin(String track, Sink sink) {
            if (ended) {
                return;
            }
            MoqtIncomingTrack known = asked.remove(track);
            if (known != null && !known.over()) {
                of = known;
                known.want(sink);
            } else {
                of = new MoqtIncomingTrack(incoming, name, track, sink, true);
                of.begin();
            }
        }

        private void end() {
            ended = true;
            if (of != null) {
                of.stop();
            }
        }
    }

    /** What a track is, its subscription alone tells: it stays for a while, for who asks wants its groups in most cases. */
    @Override
    public void describe(String track, Sink sink) {
        incoming.peer().executor().execute(() -> {
            MoqtIncomingTrack question = new MoqtIncomingTrack(incoming, name, track, new Description(sink), false);
            asked.putIfAbsent(track, question);
            question.begin();
            incoming.peer()
                    .parts()
                    .delays()
                    .after(
                            incoming.peer().parts().limits().answer(),
                            () -> incoming.peer().executor().execute(() -> unwanted(track, question)));
        });
    }

    private void unwanted(String track, MoqtIncomingTrack question) {
        asked.remove(track, question);
        if (!question.wanted()) {
            question.stop();
        }
    }

    /** @param sink told what the track is or that there is none, and not how it ends */
    private static final class Description implements Sink {
        private final Sink sink;
        private boolean told;

        Description(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void described(TrackInfo info) {
            told = true;
            sink.described(info);
        }

        @Override
        public @Nullable Group begin(long sequence) {
            return null;
        }

        @Override
        public void ended(TrackEnd how) {
            if (!told) {
                sink.ended(how);
            }
        }
    }

    /** Browsers do not serve FETCH, and nobody else was met that has it. */
    @Override
    public void fetch(String track, Group into) {
        into.abort();
    }
}
