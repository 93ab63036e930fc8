package channel.every.moq;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The broadcasts that are announced here, by whomever. Of several of one name the one of the shortest way is the broadcast; the others
 * wait for it to end. Watchers are told of every change. Safe for use by several threads.
 */
public final class Origin {
    /** Told, by any thread, one at a time, of what begins with the prefix: first of what is there. Must only note it. */
    public interface Watcher {
        void announced(Broadcast broadcast);

        void ended(Broadcast broadcast);
    }

    private final long id;
    private final Map<String, List<Broadcast>> candidates = new HashMap<>();
    private final CopyOnWriteArrayList<Watch> watches = new CopyOnWriteArrayList<>();

    /** @param id positive, in 62 bits, unlike any other origin's: loops are found by it */
    public Origin(long id) {
        if (id <= 0 || id >= 1L << 62) {
            throw new IllegalArgumentException("an origin's id is positive and has 62 bits: " + id);
        }
        this.id = id;
    }

    public long id() {
        return id;
    }

    /** Announces it until {@link #withdraw}. */
    public void announce(Broadcast broadcast) {
        synchronized (candidates) {
            List<Broadcast> of = candidates.computeIfAbsent(broadcast.name(), name -> new ArrayList<>());
            Optional<Broadcast> before = of.stream().findFirst();
            of.add(broadcast);
            of.sort(Comparator.comparingInt(each -> each.hops().size()));
            change(before, of.stream().findFirst());
        }
    }

    /** Does nothing if it is not announced. */
    public void withdraw(Broadcast broadcast) {
        synchronized (candidates) {
            List<Broadcast> of = candidates.getOrDefault(broadcast.name(), List.of());
            Optional<Broadcast> before = of.stream().findFirst();
            if (!of.removeIf(each -> each == broadcast)) {
                return;
            }
            if (of.isEmpty()) {
                candidates.remove(broadcast.name());
            }
            change(before, of.stream().findFirst());
        }
    }

    /** The broadcast of this name, if one is announced. */
    public Optional<Broadcast> find(String name) {
        synchronized (candidates) {
            return candidates.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /** All that are announced, by name. */
    public List<Broadcast> announced() {
        synchronized (candidates) {
            return candidates.values().stream()
                    .map(List::getFirst)
                    .sorted(Comparator.comparing(Broadcast::name))
                    .toList();
        }
    }

    /** Tells the watcher of what is there and then of every change, until the returned is closed. */
    public Watch watch(String prefix, Watcher watcher) {
        Watch watch = new Watch(this, prefix, watcher);
        synchronized (candidates) {
            announced().stream().filter(each -> each.name().startsWith(prefix)).forEach(watcher::announced);
            watches.add(watch);
        }
        return watch;
    }

    /** A watcher's hold; closed, it is told nothing more. */
    public static final class Watch implements AutoCloseable {
        private final Origin origin;
        private final String prefix;
        private final Watcher watcher;

        private Watch(Origin origin, String prefix, Watcher watcher) {
            this.origin = origin;
            this.prefix = prefix;
            this.watcher = watcher;
        }

        private void change(Optional<Broadcast> before, Optional<Broadcast> after) {
            before.filter(each -> each.name().startsWith(prefix)).ifPresent(watcher::ended);
            after.filter(each -> each.name().startsWith(prefix)).ifPresent(watcher::announced);
        }

        /** May be called again. */
        @Override
        public void close() {
            origin.watches.remove(this);
        }
    }

    private void change(Optional<Broadcast> before, Optional<Broadcast> after) {
        if (before.orElse(null) != after.orElse(null)) {
            watches.forEach(watch -> watch.change(before, after));
        }
    }
}
