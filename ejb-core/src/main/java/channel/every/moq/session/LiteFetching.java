package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteMessage;

/** One group to a peer that asked for it by its number. */
final class LiteFetching implements MessageReader.Listener<LiteMessage> {
    private final GroupSender sender;
    private final Track.Watch watch;
    private final Runnable left;
    private boolean over;

    LiteFetching(LitePeer peer, Track track, Group group, SendStream out, Looks looks, Runnable left) {
        this.left = left;
        Looks.Look look = looks.at(this::send);
        this.sender = new GroupSender(
                group,
                out,
                new LiteGroupWire(peer.version(), null),
                peer.parts().counts(),
                peer.uptake(),
                look::mark);
        this.watch = track.watch(look::mark);
        peer.parts().counts().fetches.increment();
        look.mark();
    }

    private void send() {
        if (!over) {
            sender.write();
            if (sender.ended()) {
                leave();
            }
        }
    }

    @Override
    public void message(LiteMessage message) {
        throw new IllegalStateException("the codec lets nothing follow a FETCH: " + message);
    }

    @Override
    public void ended() {}

    @Override
    public void failed(long code, String reason) {
        sender.giveUp(SessionCode.CANCEL, null);
        leave();
    }

    void leave() {
        if (!over) {
            over = true;
            watch.close();
            left.run();
        }
    }
}
