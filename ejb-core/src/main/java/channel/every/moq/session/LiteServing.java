package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeDrop;
import channel.every.moq.wire.LiteMessage.SubscribeEnd;
import channel.every.moq.wire.LiteMessage.SubscribeOk;
import channel.every.moq.wire.LiteMessage.SubscribeStart;
import channel.every.moq.wire.LiteMessage.SubscribeUpdate;
import org.jspecify.annotations.Nullable;

/** A subscription of a peer of moq-lite: its answers, and its groups on streams of their own. */
final class LiteServing implements TrackServing.Subscriber, MessageReader.Listener<LiteMessage>, SendListener {
    private final LitePeer peer;
    private final Subscribe subscribe;
    private final LiteWriter out;
    private final TrackServing serving;
    private final Runnable left;

    /** @param look leads to {@link TrackServing#serve}, soon @param left called once it is over */
    LiteServing(LitePeer peer, Subscribe subscribe, Track track, LiteWriter out, Runnable look, Runnable left) {
        this.peer = peer;
        this.subscribe = subscribe;
        this.out = out;
        this.left = left;
        out.listen(this);
        this.serving = new TrackServing(peer.parts(), peer.uptake(), track, subscribe.wanted(), this, look);
    }

    TrackServing serving() {
        return serving;
    }

    @Override
    public @Nullable SendStream open() {
        return peer.connection().openUnidirectional();
    }

    @Override
    public GroupWire wire(Group group) {
        return new LiteGroupWire(peer.version(), new LiteMessage.Group(subscribe.id(), group.sequence()));
    }

    @Override
    public void accepted(TrackInfo info) {
        if (!peer.version().describesTracks()) {
            out.write(new SubscribeOk(subscribe.wanted()));
        }
    }

    @Override
    public void started(long sequence) {
        if (peer.version().describesTracks()) {
            out.write(new SubscribeStart(sequence));
        }
    }

    /** Untold to one who does not even read this: what is skipped for it would fill memory. */
    @Override
    public void skipped(long first, long last, SessionCode why) {
        if (out.writable()) {
            out.write(new SubscribeDrop(first, last, why.code()));
        }
    }

    @Override
    public void ended(long sequence) {
        if (peer.version().describesTracks()) {
            out.write(new SubscribeEnd(sequence));
        }
        out.finish();
        left.run();
    }

    @Override
    public void lost(long code, String reason) {
        out.reset(code);
        left.run();
    }

    @Override
    public void message(LiteMessage message) {
        if (message instanceof SubscribeUpdate update) {
            serving.update(update.wanted());
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
        out.reset(SessionCode.CANCEL.code());
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
