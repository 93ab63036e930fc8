package channel.every.moq.session;

import channel.every.moq.Broadcast;
import channel.every.moq.BroadcastName;
import channel.every.moq.Origin;
import channel.every.moq.transport.SendListener;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Tells a peer that asked of an origin's broadcasts below a prefix, and of what becomes of them. */
final class AnnounceSender implements Origin.Watcher, SendListener, MessageReader.Listener<LiteMessage>, AutoCloseable {
    /** As @moq/net bounds it: a longer way is a loop. */
    static final int MOST_HOPS = 32;

    private final LitePeer peer;
    private final Origin origin;
    private final Scope scope;
    private final AnnounceRequest request;
    private final Predicate<String> peersOwn;
    private final LiteWriter out;
    private final Looks.Look look;
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, List<Long>> told = new HashMap<>();
    private final Origin.Watch watch;
    private boolean answered;
    private boolean over;

    /** @param peersOwn whether the broadcast of this name comes by this peer: it is not told of that */
    AnnounceSender(
            LitePeer peer,
            Origin origin,
            Scope scope,
            AnnounceRequest request,
            LiteWriter out,
            Predicate<String> peersOwn) {
        this.peer = peer;
        this.origin = origin;
        this.scope = scope;
        this.request = request;
        this.peersOwn = peersOwn;
        this.out = out;
        this.look = peer.looks().at(this::tell);
        out.listen(this);
        this.watch = origin.watch(BroadcastName.join(scope.root(), BroadcastName.normal(request.prefix())), this);
        look.mark();
    }

    @Override
    public void announced(Broadcast broadcast) {
        changed(broadcast.name());
    }

    @Override
    public void ended(Broadcast broadcast) {
        changed(broadcast.name());
    }

    private void changed(String name) {
        synchronized (changed) {
            changed.add(name);
        }
        look.mark();
    }

    private void tell() {
        if (over) {
            return;
        }
        List<String> names = takeChanged();
        if (!answered && peer.version().tellsOrigin()) {
            long active = names.stream().filter(name -> way(name).isPresent()).count();
            out.write(new AnnounceOk(origin.id(), active));
        }
        answered = true;
        for (int i = 0; i < names.size(); i++) {
            if (!out.writable()) {
                putBack(names.subList(i, names.size()));
                return;
            }
            tell(names.get(i));
        }
    }

    private List<String> takeChanged() {
        synchronized (changed) {
            List<String> names = new ArrayList<>(changed);
            changed.clear();
            return names;
        }
    }

    /** The rest is told when the peer takes it: by its state then. */
    private void putBack(List<String> names) {
        synchronized (changed) {
            changed.addAll(names);
        }
    }

    private void tell(String name) {
        Optional<String> suffix = scope.peersName(name).map(each -> BroadcastName.suffix(each, request.prefix()));
        if (suffix.isEmpty()) {
            return;
        }
        Optional<List<Long>> way = way(name);
        List<Long> before = told.get(name);
        if (before != null
                && (way.isEmpty() || !way.get().equals(before) && peer.version().tellsHops() && !again())) {
            told.remove(name);
            out.write(new Announce(false, suffix.get(), List.of()));
        }
        if (way.isPresent() && !way.get().equals(before)) {
            told.put(name, way.get());
            if (before == null || peer.version().tellsHops()) {
                out.write(new Announce(true, suffix.get(), way.get()));
            }
        }
    }

    /** Whether an announcement replaces the one before. */
    private boolean again() {
        return peer.version().tellsOrigin();
    }

    /** The hops to tell; empty if the peer must not hear of it. */
    private Optional<List<Long>> way(String name) {
        return origin.find(name)
                .map(Broadcast::hops)
                .filter(hops -> scope.peersName(name).isPresent() && !peersOwn.test(name))
                .filter(hops -> request.excludeHop() == 0 || !hops.contains(request.excludeHop()))
                .filter(hops -> hops.size() < MOST_HOPS)
                .map(hops -> peer.version().tellsOrigin() ? hops : plus(hops, origin.id()));
    }

    static List<Long> plus(List<Long> hops, long hop) {
        List<Long> longer = new ArrayList<>(hops);
        longer.add(hop);
        return List.copyOf(longer);
    }

    @Override
    public void writable() {
        look.mark();
    }

    @Override
    public void stopped(long code) {
        close();
    }

    @Override
    public void message(LiteMessage message) {
        throw new IllegalStateException("the codec lets nothing follow an ANNOUNCE request: " + message);
    }

    /** Peers may say all they have to say at once, or keep the direction open: it means nothing. */
    @Override
    public void ended() {}

    @Override
    public void failed(long code, String reason) {
        close();
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            watch.close();
            out.finish();
        }
    }

    boolean over() {
        return over;
    }
}
