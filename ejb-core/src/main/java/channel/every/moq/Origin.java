package channel.every.moq;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The broadcasts that are announced here, by whomever. Of several of one name the one of the shortest way is the broadcast; the others
 * wait for it to end. Watchers are told of every change. Safe for use by several threads.
 */
public final class Origin {
    /** Told, by any thread, one at a time, of what lies below the prefix: first of what is there. Must only note it. */
    public interface Watcher {
        void announced(Broadcast broadcast);

        void ended(Broadcast broadcast);
    }

    private final long id;
    private final @Nullable Keeping keeping;
    private final Map<String, Candidates> byName = new HashMap<>();
    private final CopyOnWriteArrayList<Watch> watches = new CopyOnWriteArrayList<>();

    /**
     * For broadcasts of this side's own only.
     *
     * @param id positive, in 62 bits, unlike any other origin's: loops are found by it
     */
    public Origin(long id) {
        this(id, null);
    }

    /** For broadcasts from elsewhere too. */
    public Origin(long id, @Nullable Keeping keeping) {
        if (id <= 0 || id >= 1L << 62) {
            throw new IllegalArgumentException("an origin's id is positive and has 62 bits: " + id);
        }
        this.id = id;
        this.keeping = keeping;
    }

    public long id() {
        return id;
    }

    /** Announces a broadcast of this side's own until {@link #withdraw(Broadcast)}. */
    public void announce(Broadcast broadcast) {
        synchronized (byName) {
            Candidates of = byName.computeIfAbsent(broadcast.name(), name -> new Candidates());
            change(of, () -> of.own.add(broadcast));
        }
    }

    /** Does nothing if it is not announced. */
    public void withdraw(Broadcast broadcast) {
        synchronized (byName) {
            Candidates of = byName.get(broadcast.name());
            if (of != null) {
                change(of, () -> of.own.removeIf(each -> each == broadcast));
                tidy(broadcast.name(), of);
            }
        }
    }

    /**
     * Announces a broadcast from elsewhere.
     *
     * @param hops ids of the origins that it came by, the publisher's first
     */
    public Announcement announce(String name, List<Long> hops, TrackFeed feed) {
        if (keeping == null) {
            throw new IllegalStateException("this origin keeps nothing from elsewhere: \"" + name + '"');
        }
        synchronized (byName) {
            Candidates of = byName.computeIfAbsent(name, each -> new Candidates());
            Route route = of.route == null ? new Route(name, keeping) : of.route;
            of.route = route;
            Announcement announcement = new Announcement(this, route, hops, feed);
            change(of, () -> of.add(announcement));
            return announcement;
        }
    }

    void withdraw(Announcement announcement) {
        synchronized (byName) {
            String name = announcement.route().name();
            Candidates of = byName.get(name);
            if (of != null) {
                change(of, () -> of.ways.remove(announcement));
                tidy(name, of);
            }
        }
    }

    void lose(Announcement announcement) {
        if (keeping == null || keeping.linger().isZero()) {
            withdraw(announcement);
            return;
        }
        synchronized (byName) {
            Candidates of = byName.get(announcement.route().name());
            if (of == null || announcement.lost() || !of.ways.contains(announcement)) {
                return;
            }
            change(of, () -> of.lose(announcement));
        }
        keeping.delays().after(keeping.linger(), () -> withdraw(announcement));
    }

    boolean chosen(Announcement announcement) {
        synchronized (byName) {
            Candidates of = byName.get(announcement.route().name());
            return of != null && of.chosen() == announcement.broadcast();
        }
    }

    /** The broadcast of this name, if one is announced. */
    public Optional<Broadcast> find(String name) {
        synchronized (byName) {
            return Optional.ofNullable(byName.get(name)).map(Candidates::chosen);
        }
    }

    /** All that are announced, by name. */
    public List<Broadcast> announced() {
        synchronized (byName) {
            return byName.values().stream()
                    .flatMap(each -> Optional.ofNullable(each.chosen()).stream())
                    .sorted(Comparator.comparing(Broadcast::name))
                    .toList();
        }
    }

    /** Tells the watcher of what is there and then of every change, until the returned is closed. */
    public Watch watch(String prefix, Watcher watcher) {
        Watch watch = new Watch(this, prefix, watcher);
        synchronized (byName) {
            announced().stream().filter(watch::concerns).forEach(watcher::announced);
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

        private boolean concerns(Broadcast broadcast) {
            return BroadcastName.isBelow(broadcast.name(), prefix);
        }

        private void change(Optional<Broadcast> before, Optional<Broadcast> after) {
            before.filter(this::concerns).ifPresent(watcher::ended);
            after.filter(this::concerns).ifPresent(watcher::announced);
        }

        /** May be called again. */
        @Override
        public void close() {
            origin.watches.remove(this);
        }
    }

    private void change(Candidates of, Runnable change) {
        Broadcast before = of.chosen();
        change.run();
        of.follow();
        Broadcast after = of.chosen();
        if (before != after) {
            watches.forEach(watch -> watch.change(Optional.ofNullable(before), Optional.ofNullable(after)));
        }
    }

    private void tidy(String name, Candidates of) {
        if (of.own.isEmpty() && of.ways.isEmpty()) {
            byName.remove(name);
            if (of.route != null) {
                of.route.end();
            }
        }
    }
}
