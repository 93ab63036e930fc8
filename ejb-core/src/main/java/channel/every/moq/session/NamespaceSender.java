package channel.every.moq.session;

import channel.every.moq.Broadcast;
import channel.every.moq.BroadcastName;
import channel.every.moq.Origin;
import channel.every.moq.transport.SendListener;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Namespace;
import channel.every.moq.wire.MoqtMessage.NamespaceDone;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Tells a peer of moq-transport that asked of an origin's broadcasts below a prefix, and of what becomes of them. */
final class NamespaceSender
        implements Origin.Watcher, SendListener, MessageReader.Listener<MoqtMessage>, AutoCloseable {
    private final Origin origin;
    private final Scope scope;
    private final String prefix;
    private final Predicate<String> peersOwn;
    private final MoqtWriter out;
    private final Looks.Look look;
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();
    private final Origin.Watch watch;
    private boolean over;

    /** @param peersOwn whether the broadcast of this name comes by this peer: it is not told of that */
    NamespaceSender(
            MoqtPeer peer,
            Origin origin,
            Scope scope,
            List<String> prefix,
            MoqtWriter out,
            Predicate<String> peersOwn) {
        this.origin = origin;
        this.scope = scope;
        this.prefix = BroadcastName.normal(MoqtNames.name(prefix));
        this.peersOwn = peersOwn;
        this.out = out;
        this.look = peer.looks().at(this::tell);
        out.listen(this);
        out.write(new RequestOk(List.of(), List.of()));
        this.watch = origin.watch(BroadcastName.join(scope.root(), this.prefix), this);
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
        List<String> names;
        synchronized (changed) {
            names = new ArrayList<>(changed);
            changed.clear();
        }
        for (int i = 0; i < names.size() && !over; i++) {
            if (!out.writable()) {
                // The rest is told when the peer takes it: by its state then.
                synchronized (changed) {
                    changed.addAll(names.subList(i, names.size()));
                }
                return;
            }
            tell(names.get(i));
        }
    }

    private void tell(String name) {
        Optional<List<String>> suffix =
                scope.peersName(name).map(each -> MoqtNames.parts(BroadcastName.suffix(each, prefix)));
        boolean active = suffix.isPresent()
                && !peersOwn.test(name)
                && origin.find(name)
                        .filter(each -> each.hops().size() < AnnounceSender.MOST_HOPS)
                        .isPresent();
        if (active && told.add(name)) {
            out.write(new Namespace(suffix.orElseThrow(), List.of()));
        } else if (!active && told.remove(name)) {
            out.write(new NamespaceDone(suffix.orElseThrow()));
        }
    }

    @Override
    public void writable() {
        look.mark();
    }

    @Override
    public void stopped(long code) {
        close();
    }

    /** There is nothing of it that could be changed. */
    @Override
    public void message(MoqtMessage message) {}

    /** The peer wants to hear no more. */
    @Override
    public void ended() {
        close();
    }

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
