package channel.every.moq.session;

import channel.every.moq.Announcement;
import channel.every.moq.Broadcast;
import channel.every.moq.BroadcastName;
import channel.every.moq.Origin;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Announces at an origin what the peer tells of. */
final class AnnounceReceiver implements MessageReader.Listener<LiteMessage> {
    private final LitePeer peer;
    private final Origin origin;
    private final Scope scope;
    private final Incoming incoming;
    private final Map<String, Told> byName = new HashMap<>();
    private long peersOrigin;

    private record Told(List<Long> hops, Announcement announcement) {}

    AnnounceReceiver(LitePeer peer, Origin origin, Scope scope, Incoming incoming) {
        this.peer = peer;
        this.origin = origin;
        this.scope = scope;
        this.incoming = incoming;
    }

    void ask() {
        peer.ask(new AnnounceRequest("", origin.id()), LiteStream.ANNOUNCEMENTS, this);
    }

    /** Whether the broadcast of this whole name comes by this peer. */
    boolean isChosen(String whole) {
        Told told = byName.get(whole);
        return told != null && told.announcement().chosen();
    }

    @Override
    public void message(LiteMessage message) {
        if (message instanceof AnnounceOk ok) {
            peersOrigin = ok.origin();
        } else if (message instanceof Announce announce) {
            String name = BroadcastName.normal(announce.suffix());
            if (announce.active()) {
                announced(name, hops(announce));
            } else {
                scope.whole(name).ifPresent(this::ended);
            }
        }
    }

    private List<Long> hops(Announce announce) {
        return peer.version().tellsOrigin() ? AnnounceSender.plus(announce.hops(), peersOrigin) : announce.hops();
    }

    private void announced(String name, List<Long> hops) {
        Optional<String> whole = scope.whole(name);
        Optional<Refusal> refusal = refusal(name, whole, hops);
        refusal.ifPresent(peer.parts().counts()::refused);
        if (refusal.isPresent()) {
            // What was announced by another way before is announced by none now.
            whole.ifPresent(this::ended);
            return;
        }
        Told before = byName.get(whole.orElseThrow());
        if (before == null || !before.hops().equals(hops)) {
            // The new way first, so that there is one all the time.
            Announcement announcement = origin.announce(whole.get(), hops, new PeerBroadcast(incoming, name));
            byName.put(whole.get(), new Told(hops, announcement));
            if (before != null) {
                before.announcement().withdraw();
            }
        }
    }

    private Optional<Refusal> refusal(String name, Optional<String> whole, List<Long> hops) {
        if (name.isEmpty()
                || whole.filter(each -> each.length() > Broadcast.MOST_NAME_CHARACTERS)
                        .isPresent()) {
            return Optional.of(Refusal.NAME);
        }
        if (whole.isEmpty()) {
            return Optional.of(Refusal.SCOPE);
        }
        if (hops.contains(origin.id()) || hops.size() > AnnounceSender.MOST_HOPS) {
            return Optional.of(Refusal.LOOP);
        }
        if (!byName.containsKey(whole.get())
                && byName.size() >= peer.parts().limits().announcements()) {
            return Optional.of(Refusal.ANNOUNCEMENTS);
        }
        return Optional.empty();
    }

    private void ended(String whole) {
        Told told = byName.remove(whole);
        if (told != null) {
            told.announcement().withdraw();
        }
    }

    @Override
    public void ended() {
        lose();
    }

    @Override
    public void failed(long code, String reason) {
        lose();
    }

    /** The peer is gone, or tells no more: what it told of may come back. */
    void lose() {
        byName.values().forEach(each -> each.announcement().lose());
        byName.clear();
    }

    int announcements() {
        return byName.size();
    }
}
