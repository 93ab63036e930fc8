package channel.every.moq.session;

import channel.every.moq.Delays;
import channel.every.moq.Group;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackFeed;
import channel.every.moq.TrackInfo;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeEnd;
import channel.every.moq.wire.LiteMessage.SubscribeOk;
import channel.every.moq.wire.LiteMessage.SubscribeUpdate;
import channel.every.moq.wire.LiteMessage.Wanted;
import channel.every.moq.wire.LiteStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A track that this side has subscribed to at a peer: the one subscription for any number of readers here. */
final class IncomingTrack implements MessageReader.Listener<LiteMessage> {
    /** Before a track's own is known, and of peers that do not tell. */
    private static final int MIDDLE_PRIORITY = 128;

    /** Of tracks whose frames come without timestamps: the time they came, in milliseconds. */
    private static final long MILLISECONDS = 1000;

    /** Groups that were on their way when the subscription ended still come within. */
    private static final Duration LAST_GROUPS = Duration.ofSeconds(1);

    private final Incoming incoming;
    private final String broadcast;
    private final String track;
    private final TrackFeed.Sink sink;
    private long id = -1;
    private long newest = -1;
    private long ending = -1;
    private boolean heard;
    private boolean over;
    private @Nullable LiteRequest subscribe;
    private Delays.@Nullable Delayed deadline;

    IncomingTrack(Incoming incoming, String broadcast, String track, TrackFeed.Sink sink) {
        this.incoming = incoming;
        this.broadcast = broadcast;
        this.track = track;
        this.sink = sink;
    }

    private LitePeer peer() {
        return incoming.peer();
    }

    void begin() {
        if (over) {
            return;
        }
        if (incoming.closed()) {
            end(new TrackEnd.Failed(SessionCode.CLOSED.code(), "the connection has ended"));
            return;
        }
        id = incoming.add(this);
        peer().parts().counts().upstreamSubscriptions.increment();
        if (peer().version().describesTracks()) {
            IncomingDescription.ask(incoming, broadcast, track, new Described());
        }
        subscribe =
                peer().ask(new Subscribe(id, broadcast, track, wanted(MIDDLE_PRIORITY)), LiteStream.SUBSCRIPTION, this);
        deadline = peer().parts()
                .delays()
                .after(peer().parts().limits().answer(), () -> peer().executor().execute(this::unanswered));
    }

    /** All that comes, for what is old to one reader here is not to another. */
    private Wanted wanted(int priority) {
        long latency = peer().parts().limits().mostBehind().toMillis();
        return new Wanted(priority, false, latency, null, null);
    }

    private final class Described implements TrackFeed.Sink {
        @Override
        public void described(TrackInfo info) {
            heard();
            sink.described(info);
            if (subscribe != null && info.priority() != MIDDLE_PRIORITY) {
                subscribe.say(new SubscribeUpdate(wanted(info.priority())));
            }
        }

        @Override
        public @Nullable Group begin(long sequence) {
            return null;
        }

        @Override
        public void ended(TrackEnd how) {
            end(how);
        }
    }

    private void heard() {
        heard = true;
        if (deadline != null) {
            deadline.close();
        }
    }

    private void unanswered() {
        if (!heard && !over) {
            peer().parts().counts().refused(Refusal.TIMEOUT);
            end(new TrackEnd.Failed(SessionCode.TIMEOUT.code(), "no answer to a subscription"));
        }
    }

    /** A group has come; null if it is not wanted. */
    @Nullable
    Group begin(long sequence) {
        Group group = over ? null : sink.begin(sequence);
        if (group != null) {
            newest = Math.max(newest, sequence);
            endIfAllCame();
        }
        return group;
    }

    @Override
    public void message(LiteMessage message) {
        if (message instanceof SubscribeOk(Wanted given)) {
            heard();
            sink.described(new TrackInfo(given.priority(), given.ordered(), given.maxLatencyMs(), MILLISECONDS));
        } else if (message instanceof SubscribeEnd(long group)) {
            ending = group;
            endIfAllCame();
        }
    }

    private void endIfAllCame() {
        if (ending >= 0 && newest >= ending - 1) {
            end(new TrackEnd.Ended());
        }
    }

    /** The publisher has said all, but its last groups may be on their way. */
    @Override
    public void ended() {
        if (!over) {
            peer().parts()
                    .delays()
                    .after(LAST_GROUPS, () -> peer().executor().execute(() -> end(new TrackEnd.Ended())));
        }
    }

    @Override
    public void failed(long code, String reason) {
        end(new TrackEnd.Failed(code, reason));
    }

    void end(TrackEnd how) {
        if (!over) {
            stop();
            sink.ended(how);
        }
    }

    /** It is not wanted any more. */
    void stop() {
        over = true;
        if (deadline != null) {
            deadline.close();
        }
        if (id >= 0) {
            incoming.remove(id);
        }
        if (subscribe != null) {
            subscribe.finish();
        }
    }
}
