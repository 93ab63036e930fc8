package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.PublishDone;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import channel.every.moq.wire.MoqtMessage.RequestUpdate;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeOk;
import channel.every.moq.wire.MoqtProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer of moq-transport that has subscribed to a track: its answers, and its groups on streams of their own. */
final class MoqtSubscriber implements TrackServing.Subscriber, MessageReader.Listener<MoqtMessage>, SendListener {
    /** draft-ietf-moq-transport-18 10.13: why a subscription is over. */
    private static final long INTERNAL_ERROR = 0x0;

    private static final long TRACK_ENDED = 0x2;

    private final MoqtPeer peer;
    private final long id;
    private final MoqtWanted wanted;
    private final MoqtWriter out;
    private final TrackServing serving;
    private final Runnable left;
    private boolean accepted;
    private int priority;
    private long streams;

    /** @param look leads to {@link TrackServing#serve}, soon @param left called once it is over */
    MoqtSubscriber(
            MoqtPeer peer,
            Subscribe subscribe,
            MoqtWanted wanted,
            Track track,
            MoqtWriter out,
            Runnable look,
            Runnable left) {
        this.peer = peer;
        this.id = subscribe.id();
        this.wanted = wanted;
        this.out = out;
        this.left = left;
        out.listen(this);
        this.serving =
                new TrackServing(peer.parts(), peer.uptake(), track, wanted.by(subscribe.parameters()), this, look);
    }

    TrackServing serving() {
        return serving;
    }

    @Override
    public @Nullable SendStream open() {
        SendStream stream = peer.connection().openUnidirectional();
        streams += stream == null ? 0 : 1;
        return stream;
    }

    /** The alias of a track is the id of the request for it. */
    @Override
    public GroupWire wire(Group group) {
        return new MoqtGroupWire(new Subgroup(id, group.sequence(), 0, MoqtWanted.wire(priority), true, true, true));
    }

    @Override
    public void accepted(TrackInfo info) {
        accepted = true;
        priority = info.priority();
        out.write(new SubscribeOk(
                id,
                List.of(),
                List.of(
                        new MoqtProperty.Number(MoqtProperty.TIMESCALE, info.timescale()),
                        new MoqtProperty.Number(
                                MoqtProperty.GROUP_ORDER,
                                info.ordered() ? MoqtWanted.OLDEST_FIRST : MoqtWanted.NEWEST_FIRST))));
    }

    @Override
    public void started(long sequence) {}

    /** There is no word for it: a group that does not come has no stream, or one that was reset. */
    @Override
    public void skipped(long first, long last, SessionCode why) {}

    @Override
    public void ended(long sequence) {
        out.last(new PublishDone(TRACK_ENDED, streams, "track ended"));
        left.run();
    }

    @Override
    public void lost(long code, String reason) {
        if (accepted) {
            out.last(new PublishDone(INTERNAL_ERROR, streams, reason));
        } else {
            out.last(MoqtError.of(code).because(reason));
        }
        left.run();
    }

    @Override
    public void message(MoqtMessage message) {
        if (message instanceof RequestUpdate update) {
            serving.update(wanted.by(update.parameters()));
            out.write(new RequestOk(List.of(), List.of()));
        }
    }

    /** The subscriber has left. */
    @Override
    public void ended() {
        leave();
        out.finish();
    }

    @Override
    public void failed(long code, String reason) {
        leave();
        out.reset(SessionCode.CANCEL);
    }

    @Override
    public void writable() {}

    @Override
    public void stopped(long code) {
        leave();
    }

    private void leave() {
        serving.close();
        left.run();
    }
}
