package channel.every.moq.session;

import channel.every.moq.Delays;
import channel.every.moq.Group;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackFeed;
import channel.every.moq.TrackInfo;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.PublishDone;
import channel.every.moq.wire.MoqtMessage.RequestError;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeOk;
import channel.every.moq.wire.MoqtParameter;
import channel.every.moq.wire.MoqtParameter.Filter;
import channel.every.moq.wire.MoqtProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track that this side has subscribed to at a peer of moq-transport: the one subscription for any number of readers here. It may begin as
 * a question for what the track is, and go on once its groups are wanted: they wait meanwhile.
 */
final class MoqtIncomingTrack implements MessageReader.Listener<MoqtMessage> {
    /** The protocol tells no priority of tracks; groups have one each. */
    private static final int MIDDLE_PRIORITY = 128;

    /** Of tracks that declare no units: the time their frames came, in milliseconds. */
    private static final long MILLISECONDS = 1000;

    /** Groups that were on their way when the subscription ended still come within. */
    private static final Duration LAST_GROUPS = Duration.ofSeconds(1);

    private final MoqtIncoming incoming;
    private final String broadcast;
    private final String track;
    private TrackFeed.Sink sink;
    private boolean wanted;
    private @Nullable TrackInfo info;
    private long alias = -1;
    private long timescale;
    private boolean over;
    private boolean ending;
    private @Nullable MoqtRequest subscribe;
    private Delays.@Nullable Delayed deadline;

    /** @param wanted whether its groups are */
    MoqtIncomingTrack(MoqtIncoming incoming, String broadcast, String track, TrackFeed.Sink sink, boolean wanted) {
        this.wanted = wanted;
        this.incoming = incoming;
        this.broadcast = broadcast;
        this.track = track;
        this.sink = sink;
    }

    private MoqtPeer peer() {
        return incoming.peer();
    }

    /** Whether groups of another alias can be its own no more. */
    boolean settled() {
        return alias >= 0 && wanted;
    }

    boolean wanted() {
        return wanted;
    }

    boolean over() {
        return over;
    }

    /** Its groups are wanted now, those too that have come already. */
    void want(TrackFeed.Sink into) {
        sink = into;
        wanted = true;
        if (info != null) {
            sink.described(info);
            name();
        }
    }

    /** Units of its timestamps a second; 0 if it has none. */
    long timescale() {
        return timescale;
    }

    void begin() {
        if (over) {
            return;
        }
        if (incoming.closed()) {
            end(new TrackEnd.Failed(SessionCode.CLOSED.code(), "the connection has ended"));
            return;
        }
        incoming.asked(this);
        peer().parts().counts().upstreamSubscriptions.increment();
        subscribe = peer().ask(
                        id -> new Subscribe(
                                id,
                                MoqtNames.parts(broadcast),
                                track,
                                List.of(
                                        new MoqtParameter.Number(MoqtParameter.FORWARD, 1),
                                        new MoqtParameter.Number(MoqtParameter.SUBSCRIBER_PRIORITY, MIDDLE_PRIORITY),
                                        Filter.of(Filter.Kind.AFTER_LARGEST),
                                        new MoqtParameter.Number(MoqtParameter.GROUP_ORDER, MoqtWanted.NEWEST_FIRST))),
                        this);
        deadline = peer().parts()
                .delays()
                .after(peer().parts().limits().answer(), () -> peer().executor().execute(this::unanswered));
    }

    private void unanswered() {
        if (alias < 0 && !over) {
            peer().parts().counts().refused(Refusal.TIMEOUT);
            end(new TrackEnd.Failed(SessionCode.TIMEOUT.code(), "no answer to a subscription"));
        }
    }

    /** A group has come; null if it is not wanted. */
    @Nullable
    Group begin(long sequence) {
        return over ? null : sink.begin(sequence);
    }

    @Override
    public void message(MoqtMessage message) {
        if (over) {
            return;
        }
        if (message instanceof SubscribeOk ok && alias < 0) {
            accepted(ok);
        } else if (message instanceof RequestError error) {
            end(new TrackEnd.Failed(MoqtError.session(error).code(), error.reason()));
        } else if (message instanceof PublishDone) {
            endSoon();
        }
    }

    private void accepted(SubscribeOk ok) {
        if (deadline != null) {
            deadline.close();
        }
        alias = ok.alias();
        boolean ordered = false;
        for (MoqtProperty each : ok.properties()) {
            if (each instanceof MoqtProperty.Number(long type, long value)) {
                timescale = type == MoqtProperty.TIMESCALE ? value : timescale;
                ordered |= type == MoqtProperty.GROUP_ORDER && value == MoqtWanted.OLDEST_FIRST;
            }
        }
        TrackInfo told = new TrackInfo(MIDDLE_PRIORITY, ordered, 0, timescale > 0 ? timescale : MILLISECONDS);
        info = told;
        sink.described(told);
        if (wanted) {
            name();
        }
    }

    private void name() {
        if (!over && !incoming.named(alias, this)) {
            end(new TrackEnd.Failed(SessionCode.DUPLICATE.code(), "alias " + alias + " names another track"));
        }
    }

    /** The publisher has said all, but its last groups may be on their way. */
    private void endSoon() {
        if (!over && !ending) {
            ending = true;
            peer().parts()
                    .delays()
                    .after(LAST_GROUPS, () -> peer().executor().execute(() -> end(new TrackEnd.Ended())));
        }
    }

    @Override
    public void ended() {
        if (alias >= 0) {
            endSoon();
        } else {
            end(new TrackEnd.Failed(SessionCode.PROTOCOL_VIOLATION.code(), "no answer to a subscription"));
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
        incoming.remove(alias, this);
        if (subscribe != null) {
            subscribe.finish();
        }
    }
}
