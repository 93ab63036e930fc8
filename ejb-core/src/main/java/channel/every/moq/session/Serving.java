package channel.every.moq.session;

import channel.every.moq.Broadcast;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.TrackRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a peer may have of an origin: its subscriptions, fetches and questions, no more at once than the limits say. */
final class Serving implements AutoCloseable {
    private final LitePeer peer;
    private final Origin origin;
    private final Scope scope;
    private final Map<Long, LiteServing> subscriptions = new HashMap<>();
    private final Set<Runnable> others = new HashSet<>();
    private final List<Looks.Look> looks = new ArrayList<>();
    private boolean streamsChanged;

    Serving(LitePeer peer, Origin origin, Scope scope) {
        this.peer = peer;
        this.origin = origin;
        this.scope = scope;
    }

    MessageReader.@Nullable Listener<LiteMessage> subscribe(Subscribe subscribe, BidirectionalStream stream) {
        Track track = admitted(subscribe.broadcast(), subscribe.track(), stream);
        if (track == null) {
            return null;
        }
        if (subscriptions.containsKey(subscribe.id())) {
            stream.out().reset(SessionCode.DUPLICATE.code());
            return null;
        }
        peer.parts().counts().subscriptions.increment();
        Entry entry = new Entry(subscribe.id());
        LiteServing serving =
                new LiteServing(peer, subscribe, track, peer.writer(stream.out()), entry.look::mark, entry::left);
        entry.serving = serving;
        subscriptions.put(subscribe.id(), serving);
        looks.add(entry.look);
        entry.look.mark();
        return serving;
    }

    private final class Entry {
        private final long id;
        private final Looks.Look look = peer.looks().at(this::serve);
        private @Nullable LiteServing serving;

        Entry(long id) {
            this.id = id;
        }

        private void serve() {
            if (serving != null) {
                streamsChanged |= serving.serving().serve();
            }
        }

        private void left() {
            if (serving != null && subscriptions.remove(id, serving)) {
                looks.remove(look);
            }
        }
    }

    MessageReader.@Nullable Listener<LiteMessage> fetch(Fetch fetch, BidirectionalStream stream) {
        Track track = admitted(fetch.broadcast(), fetch.track(), stream);
        Group group = track == null ? null : track.fetch(fetch.group());
        if (track == null) {
            return null;
        }
        if (group == null) {
            refuse(Refusal.NOT_FOUND, SessionCode.NOT_FOUND, stream);
            return null;
        }
        Other other = new Other();
        LiteFetching fetching = new LiteFetching(peer, track, group, stream.out(), peer.looks(), other::left);
        other.leave = fetching::leave;
        others.add(other.leave);
        return fetching;
    }

    MessageReader.@Nullable Listener<LiteMessage> describe(TrackRequest request, BidirectionalStream stream) {
        Track track = admitted(request.broadcast(), request.track(), stream);
        if (track == null) {
            return null;
        }
        Other other = new Other();
        LiteDescribing describing = new LiteDescribing(track, peer.writer(stream.out()), peer.looks(), other::left);
        other.leave = describing::leave;
        others.add(other.leave);
        return describing;
    }

    private final class Other {
        private Runnable leave = () -> {};

        private void left() {
            others.remove(leave);
        }
    }

    private @Nullable Track admitted(String broadcast, String track, BidirectionalStream stream) {
        if (subscriptions.size() + others.size() >= peer.parts().limits().subscriptions()) {
            return refuse(Refusal.SUBSCRIPTIONS, SessionCode.BOUNDS_EXCEEDED, stream);
        }
        if (track.length() > Broadcast.MOST_NAME_CHARACTERS || broadcast.length() > Broadcast.MOST_NAME_CHARACTERS) {
            return refuse(Refusal.NAME, SessionCode.BOUNDS_EXCEEDED, stream);
        }
        Optional<String> whole = scope.whole(broadcast);
        if (whole.isEmpty()) {
            return refuse(Refusal.SCOPE, SessionCode.UNAUTHORIZED, stream);
        }
        Track found = whole.flatMap(origin::find).map(each -> each.track(track)).orElse(null);
        return found == null ? refuse(Refusal.NOT_FOUND, SessionCode.NOT_FOUND, stream) : found;
    }

    private @Nullable Track refuse(Refusal why, SessionCode code, BidirectionalStream stream) {
        peer.parts().counts().refused(why);
        stream.out().reset(code.code());
        return null;
    }

    /** The peer grants more streams. */
    void streamsGranted() {
        looks.forEach(Looks.Look::mark);
    }

    /** After all that has changed was looked at: what goes first now. */
    void rank() {
        if (streamsChanged) {
            streamsChanged = false;
            Urgencies.assign(
                    subscriptions.values().stream().map(LiteServing::serving).toList());
        }
    }

    int subscriptions() {
        return subscriptions.size();
    }

    @Override
    public void close() {
        List<LiteServing> served = new ArrayList<>(subscriptions.values());
        served.forEach(each -> each.serving().close());
        List<Runnable> rest = new ArrayList<>(others);
        rest.forEach(Runnable::run);
        subscriptions.clear();
        looks.clear();
    }
}
