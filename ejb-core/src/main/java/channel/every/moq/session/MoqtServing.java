package channel.every.moq.session;

import channel.every.moq.Broadcast;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Fetch;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.TrackStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a peer of moq-transport may have of an origin: its subscriptions and questions, no more at once than the limits say. */
final class MoqtServing implements AutoCloseable {
    private final MoqtPeer peer;
    private final Origin origin;
    private final Scope scope;
    private final Map<Long, MoqtSubscriber> subscriptions = new HashMap<>();
    private final Set<MoqtDescribing> questions = new HashSet<>();
    private final Set<MoqtFetching> fetches = new HashSet<>();
    private final List<Looks.Look> looks = new ArrayList<>();
    private boolean streamsChanged;

    MoqtServing(MoqtPeer peer, Origin origin, Scope scope) {
        this.peer = peer;
        this.origin = origin;
        this.scope = scope;
    }

    MessageReader.@Nullable Listener<MoqtMessage> subscribe(Subscribe subscribe, BidirectionalStream stream) {
        MoqtWriter out = new MoqtWriter(stream.out());
        if (!MoqtWanted.forward(subscribe.parameters())) {
            out.last(MoqtError.NOT_SUPPORTED.because("objects are sent at once, or not at all"));
            return null;
        }
        Track track = admitted(subscribe.namespace(), subscribe.track(), out);
        if (track == null) {
            return null;
        }
        if (subscriptions.containsKey(subscribe.id())) {
            // 10.1: an id is used once.
            peer.connection().close(SessionCode.PROTOCOL_VIOLATION.code(), "request " + subscribe.id() + " twice");
            return null;
        }
        peer.parts().counts().subscriptions.increment();
        Entry entry = new Entry(subscribe.id());
        MoqtWanted wanted =
                new MoqtWanted(track, peer.parts().limits().mostBehind().toMillis());
        MoqtSubscriber subscriber =
                new MoqtSubscriber(peer, subscribe, wanted, track, out, entry.look::mark, entry::left);
        entry.subscriber = subscriber;
        subscriptions.put(subscribe.id(), subscriber);
        looks.add(entry.look);
        entry.look.mark();
        return subscriber;
    }

    private final class Entry {
        private final long id;
        private final Looks.Look look = peer.looks().at(this::serve);
        private @Nullable MoqtSubscriber subscriber;

        Entry(long id) {
            this.id = id;
        }

        private void serve() {
            if (subscriber != null) {
                streamsChanged |= subscriber.serving().serve();
            }
        }

        private void left() {
            if (subscriber != null && subscriptions.remove(id, subscriber)) {
                looks.remove(look);
            }
        }
    }

    MessageReader.@Nullable Listener<MoqtMessage> describe(TrackStatus question, BidirectionalStream stream) {
        MoqtWriter out = new MoqtWriter(stream.out());
        Track track = admitted(question.namespace(), question.track(), out);
        if (track == null) {
            return null;
        }
        MoqtDescribing describing = new MoqtDescribing(track, out, peer.looks(), questions::remove);
        questions.add(describing);
        return describing;
    }

    MessageReader.@Nullable Listener<MoqtMessage> fetch(Fetch fetch, BidirectionalStream stream) {
        MoqtWriter out = new MoqtWriter(stream.out());
        Track track = admitted(fetch.namespace(), fetch.track(), out);
        if (track == null) {
            return null;
        }
        MoqtFetching fetching = new MoqtFetching(peer, track, fetch, out, fetches::remove);
        fetches.add(fetching);
        return fetching;
    }

    private @Nullable Track admitted(List<String> namespace, String track, MoqtWriter out) {
        String broadcast = MoqtNames.name(namespace);
        if (subscriptions.size() + questions.size() + fetches.size()
                >= peer.parts().limits().subscriptions()) {
            return refuse(Refusal.SUBSCRIPTIONS, MoqtError.INTERNAL_ERROR, "too many subscriptions", out);
        }
        if (track.length() > Broadcast.MOST_NAME_CHARACTERS || broadcast.length() > Broadcast.MOST_NAME_CHARACTERS) {
            return refuse(Refusal.NAME, MoqtError.DOES_NOT_EXIST, "a name is too long", out);
        }
        Optional<String> whole = scope.whole(broadcast);
        if (whole.isEmpty()) {
            return refuse(Refusal.SCOPE, MoqtError.UNAUTHORIZED, "not within what you may have", out);
        }
        Track found = whole.flatMap(origin::find).map(each -> each.track(track)).orElse(null);
        return found == null
                ? refuse(Refusal.NOT_FOUND, MoqtError.DOES_NOT_EXIST, "no such broadcast or track", out)
                : found;
    }

    private @Nullable Track refuse(Refusal why, MoqtError error, String reason, MoqtWriter out) {
        peer.parts().counts().refused(why);
        out.last(error.because(reason));
        return null;
    }

    /** The peer grants more streams. */
    void streamsGranted() {
        looks.forEach(Looks.Look::mark);
        fetches.forEach(MoqtFetching::mark);
    }

    /** After all that has changed was looked at: what goes first now. */
    void rank() {
        if (streamsChanged) {
            streamsChanged = false;
            Urgencies.assign(
                    subscriptions.values().stream().map(MoqtSubscriber::serving).toList());
        }
    }

    int subscriptions() {
        return subscriptions.size();
    }

    @Override
    public void close() {
        List<MoqtSubscriber> served = new ArrayList<>(subscriptions.values());
        served.forEach(each -> each.serving().close());
        List.copyOf(questions).forEach(MoqtDescribing::leave);
        List.copyOf(fetches).forEach(MoqtFetching::leave);
        subscriptions.clear();
        looks.clear();
    }
}
