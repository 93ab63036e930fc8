package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteStream;
import org.jspecify.annotations.Nullable;

/** A group of long ago, from a peer. */
final class IncomingFetch implements MessageReader.Listener<LiteMessage> {
    /** Among what is live it is neither first nor last. */
    private static final int PRIORITY = 128;

    private final LitePeer peer;
    private final Group group;
    private @Nullable LiteRequest request;
    private boolean heard;
    private boolean over;

    private IncomingFetch(LitePeer peer, Group group) {
        this.peer = peer;
        this.group = group;
    }

    static void ask(Incoming incoming, String broadcast, String track, Group into) {
        LitePeer peer = incoming.peer();
        if (incoming.closed() || !peer.version().describesTracks()) {
            into.abort();
            return;
        }
        peer.parts().counts().upstreamFetches.increment();
        IncomingFetch fetch = new IncomingFetch(peer, into);
        fetch.request = peer.ask(new Fetch(broadcast, track, PRIORITY, into.sequence()), LiteStream.FRAMES, fetch);
        peer.parts()
                .delays()
                .after(peer.parts().limits().answer(), () -> peer.executor().execute(fetch::unanswered));
    }

    private void unanswered() {
        if (!heard && !over) {
            peer.parts().counts().refused(Refusal.TIMEOUT);
            failed(SessionCode.TIMEOUT.code(), "no answer to a fetch");
        }
    }

    @Override
    public void message(LiteMessage message) {
        heard = true;
        if (message instanceof LiteMessage.Frame(long timestamp, byte[] payload)) {
            peer.parts().counts().received(payload.length);
            if (!group.append(new Frame(timestamp, payload))) {
                over();
            }
        }
    }

    @Override
    public void ended() {
        over();
        group.finish();
    }

    @Override
    public void failed(long code, String reason) {
        over();
        group.abort();
    }

    private void over() {
        over = true;
        if (request != null) {
            request.finish();
        }
    }
}
