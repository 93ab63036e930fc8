package channel.every.moq.session;

import channel.every.moq.Announcement;
import channel.every.moq.Broadcast;
import channel.every.moq.BroadcastName;
import channel.every.moq.Origin;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Namespace;
import channel.every.moq.wire.MoqtMessage.NamespaceDone;
import channel.every.moq.wire.MoqtMessage.PublishNamespace;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import channel.every.moq.wire.MoqtMessage.SubscribeNamespace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Announces at an origin what a peer of moq-transport tells of: unasked, each on a stream of its own, or as the answer to what is asked.
 * Peers may say one namespace both ways; it ends with the last.
 */
final class NamespaceReceiver {
    /** Who announced it is all that is known of the way. */
    private static final List<Long> HOPS = List.of(0L);

    private final MoqtPeer peer;
    private final Origin origin;
    private final Scope scope;
    private final MoqtIncoming incoming;
    private final Map<String, Told> byName = new HashMap<>();

    private static final class Told {
        private final Announcement announcement;
        private int ways = 1;

        Told(Announcement announcement) {
            this.announcement = announcement;
        }
    }

    NamespaceReceiver(MoqtPeer peer, Origin origin, Scope scope, MoqtIncoming incoming) {
        this.peer = peer;
        this.origin = origin;
        this.scope = scope;
        this.incoming = incoming;
    }

    void ask() {
        peer.ask(id -> new SubscribeNamespace(id, List.of(), List.of()), new Answers());
    }

    /** Whether the broadcast of this whole name comes by this peer. */
    boolean isChosen(String whole) {
        Told told = byName.get(whole);
        return told != null && told.announcement.chosen();
    }

    /** What is there, by the peer's answers. */
    private final class Answers implements MessageReader.Listener<MoqtMessage> {
        private final Set<String> names = new HashSet<>();

        @Override
        public void message(MoqtMessage message) {
            if (message instanceof Namespace namespace) {
                String name = MoqtNames.name(namespace.suffix());
                if (!names.contains(name) && announced(name).isEmpty()) {
                    names.add(name);
                }
            } else if (message instanceof NamespaceDone done) {
                String name = MoqtNames.name(done.suffix());
                if (names.remove(name)) {
                    withdrawn(name);
                }
            }
        }

        @Override
        public void ended() {
            names.forEach(NamespaceReceiver.this::lost);
            names.clear();
        }

        @Override
        public void failed(long code, String reason) {
            ended();
        }
    }

    /** One namespace, as long as the peer leaves the stream open. */
    MessageReader.@Nullable Listener<MoqtMessage> published(PublishNamespace published, BidirectionalStream stream) {
        String name = MoqtNames.name(published.namespace());
        MoqtWriter out = new MoqtWriter(stream.out());
        Optional<Refusal> refusal = announced(name);
        if (refusal.isPresent()) {
            out.last(
                    refusal.get() == Refusal.SCOPE
                            ? MoqtError.UNAUTHORIZED.because("not within what you may announce")
                            : MoqtError.INTERNAL_ERROR.because("not announced: " + refusal.get()));
            return null;
        }
        out.write(new RequestOk(List.of(), List.of()));
        return new MessageReader.Listener<MoqtMessage>() {
            @Override
            public void message(MoqtMessage message) {
                // An update of where it came by, which is not agreed on here.
            }

            @Override
            public void ended() {
                out.finish();
                withdrawn(name);
            }

            @Override
            public void failed(long code, String reason) {
                out.reset(SessionCode.CANCEL);
                withdrawn(name);
            }
        };
    }

    /** Empty if it is announced now. */
    private Optional<Refusal> announced(String peersName) {
        String name = BroadcastName.normal(peersName);
        Optional<String> whole = scope.whole(name);
        Optional<Refusal> refusal = refusal(name, whole);
        refusal.ifPresent(peer.parts().counts()::refused);
        if (refusal.isEmpty()) {
            Told told = byName.get(whole.orElseThrow());
            if (told == null) {
                byName.put(
                        whole.get(), new Told(origin.announce(whole.get(), HOPS, new MoqtBroadcast(incoming, name))));
            } else {
                told.ways++;
            }
        }
        return refusal;
    }

    private Optional<Refusal> refusal(String name, Optional<String> whole) {
        if (name.isEmpty()
                || whole.filter(each -> each.length() > Broadcast.MOST_NAME_CHARACTERS)
                        .isPresent()) {
            return Optional.of(Refusal.NAME);
        }
        if (whole.isEmpty()) {
            return Optional.of(Refusal.SCOPE);
        }
        if (!byName.containsKey(whole.get())
                && byName.size() >= peer.parts().limits().announcements()) {
            return Optional.of(Refusal.ANNOUNCEMENTS);
        }
        return Optional.empty();
    }

    private void withdrawn(String peersName) {
        Told told = released(peersName);
        if (told != null) {
            told.announcement.withdraw();
        }
    }

    private void lost(String peersName) {
        Told told = released(peersName);
        if (told != null) {
            told.announcement.lose();
        }
    }

    private @Nullable Told released(String peersName) {
        String whole = scope.whole(BroadcastName.normal(peersName)).orElseThrow();
        Told told = byName.get(whole);
        if (told == null) {
            return null;
        }
        told.ways--;
        return told.ways > 0 ? null : byName.remove(whole);
    }

    /** The peer is gone: what it told of may come back. */
    void lose() {
        byName.values().forEach(each -> each.announcement.lose());
        byName.clear();
    }

    int announcements() {
        return byName.size();
    }
}
