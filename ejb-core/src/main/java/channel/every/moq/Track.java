package channel.every.moq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of groups with a name. Its producer begins groups; subscribers are told that something has changed and read what they want.
 * A relay's track has a {@link TrackDemand} that fetches from upstream while anybody subscribes. Safe for use by several threads.
 */
public final class Track {
    private final String name;
    private final CacheBudget budget;
    private final TreeMap<Long, Group> groups = new TreeMap<>();
    private final TreeMap<Long, Group> arrivals = new TreeMap<>();
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Watch> watches = new CopyOnWriteArrayList<>();
    private final TrackDemand demand;
    private volatile long lastArrival;
    private @Nullable TrackInfo info;
    private volatile @Nullable TrackEnd end;

    /** A track of this side's own: known at once. */
    public Track(String name, TrackInfo info, CacheBudget budget) {
        this(name, budget, TrackDemand.NONE);
        this.info = info;
    }

    /** A track whose producer is elsewhere: it is described once that has answered. */
    public Track(String name, CacheBudget budget, TrackDemand demand) {
        this.name = name;
        this.budget = budget;
        this.demand = demand;
    }

    public String name() {
        return name;
    }

    /** Empty while its producer has not answered. */
    public synchronized Optional<TrackInfo> info() {
        return Optional.ofNullable(info);
    }

    /** Asks a producer elsewhere for {@link #info()}; the answer comes as a change. */
    public void ask() {
        if (info().isEmpty()) {
            demand.asked(this);
        }
    }

    /** Why and where it ended; empty while it goes on. */
    public Optional<TrackEnd> end() {
        return Optional.ofNullable(end);
    }

    /** Said once by a producer elsewhere. */
    public void describe(TrackInfo described) {
        synchronized (this) {
            info = described;
        }
        changed();
    }

    /**
     * Begins a group. Sequences need not be dense nor in order; an open older group goes on.
     *
     * @throws IllegalArgumentException if there is such a group, or the track has ended
     */
    public Group begin(long sequence) {
        Group group = beginIfNew(sequence);
        if (group == null) {
            throw new IllegalArgumentException(
                    "track \"" + name + "\" has " + (end == null ? "" : "ended and takes no ") + "group " + sequence
                            + (end == null ? " already" : ""));
        }
        return group;
    }

    /** Begins a group, or returns null if there is one of that sequence of which anything was said, or the track has ended. */
    public @Nullable Group beginIfNew(long sequence) {
        Group group;
        synchronized (this) {
            Group before = groups.get(sequence);
            if (end != null || before != null && !before.isVoid()) {
                return null;
            }
            group = put(sequence);
            lastArrival++;
            group.arrived(lastArrival);
            arrivals.put(lastArrival, group);
        }
        budget.begun(group);
        changed();
        budget.sweep();
        return group;
    }

    /** Begins a group from long ago, of which subscribers are not told; null if it is here, or on its way. */
    @Nullable
    Group beginFetched(long sequence) {
        Group group;
        synchronized (this) {
            Group before = groups.get(sequence);
            if (end != null || before != null && before.state() != Group.State.ABORTED) {
                return null;
            }
            group = put(sequence);
        }
        budget.begun(group);
        budget.sweep();
        return group;
    }

    private Group put(long sequence) {
        Group group = new Group(this, sequence, budget.clock().instant());
        Group replaced = groups.put(sequence, group);
        if (replaced != null) {
            arrivals.remove(replaced.arrival());
        }
        return group;
    }

    /** The group if it is here or can be brought, from its first frame on; null if not. It may still fail. */
    public @Nullable Group fetch(long sequence) {
        for (; ; ) {
            Group kept = group(sequence);
            if (kept != null && kept.state() != Group.State.ABORTED) {
                return kept;
            }
            Group fetched = demand.fetch(this, sequence);
            if (fetched != null || group(sequence) == kept) {
                return fetched;
            }
        }
    }

    /** Ends the track: its groups are read to their ends by who has begun. */
    public void end(TrackEnd how) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = how;
        }
        changed();
    }

    /** The newest group, by sequence. */
    public synchronized @Nullable Group newest() {
        return groups.isEmpty() ? null : groups.lastEntry().getValue();
    }

    /** A group that is kept. */
    public synchronized @Nullable Group group(long sequence) {
        return groups.get(sequence);
    }

    /** The kept group that comes next after this sequence. */
    public synchronized @Nullable Group after(long sequence) {
        var next = groups.higherEntry(sequence);
        return next == null ? null : next.getValue();
    }

    /** The kept groups from this sequence on, in order. */
    public synchronized List<Group> from(long sequence) {
        return List.copyOf(groups.tailMap(sequence, true).values());
    }

    /** What a reader finds, and since when it must look for more. */
    public record Joining(List<Group> groups, long arrival) {}

    /** The kept groups from this sequence on, or the newest alone; those that begin meanwhile are among {@link #arrivedAfter}. */
    public synchronized Joining join(@Nullable Long start) {
        if (start != null) {
            return new Joining(from(start), lastArrival);
        }
        // What was fetched from long ago is no place to join.
        return new Joining(
                groups.descendingMap().values().stream()
                        .filter(group -> group.arrival() > 0)
                        .findFirst()
                        .map(List::of)
                        .orElse(List.of()),
                lastArrival);
    }

    /** How many groups have begun: what a reader passes to {@link #arrivedAfter} next time. */
    public long lastArrival() {
        return lastArrival;
    }

    /** The kept groups that began after so many, in the order they began, and how many there are now: some may be gone again. */
    public synchronized Joining arrivedAfter(long arrival) {
        return new Joining(List.copyOf(arrivals.tailMap(arrival, false).values()), lastArrival);
    }

    /**
     * Subscribes. The runnable is called by any thread at any change, and must only note that; it is not called for what was there.
     */
    public Subscription subscribe(Runnable changed) {
        Subscription subscription = new Subscription(this, changed);
        subscriptions.add(subscription);
        demand.changed(this);
        return subscription;
    }

    /** Tells of changes as a subscription does, without wanting the groups. */
    public Watch watch(Runnable changed) {
        Watch watch = new Watch(changed);
        watches.add(watch);
        return watch;
    }

    /** Who is told of changes. */
    public final class Watch implements AutoCloseable {
        private final Runnable changed;

        private Watch(Runnable changed) {
            this.changed = changed;
        }

        /** May be called again. */
        @Override
        public void close() {
            watches.remove(this);
        }
    }

    public int subscribers() {
        return subscriptions.size();
    }

    /** Forgets all groups at once, as when nobody can want them any more. */
    public void close() {
        end(new TrackEnd.Ended());
        synchronized (this) {
            groups.clear();
            arrivals.clear();
        }
        budget.ended(this);
        changed();
    }

    void left(Subscription subscription) {
        if (subscriptions.remove(subscription)) {
            demand.changed(this);
        }
    }

    void grew(Group group, long bytes) {
        budget.grew(group, bytes);
        changed();
    }

    void changed() {
        for (Subscription subscription : subscriptions) {
            subscription.changed();
        }
        for (Watch watch : watches) {
            watch.changed.run();
        }
    }

    /** Gives up what its producer has not finished. */
    void abandonOpen() {
        List<Group> open;
        synchronized (this) {
            open = new ArrayList<>(groups.values());
        }
        open.forEach(Group::abort);
    }

    /** Whether a producer that begins here counts anew: this lies before all that is kept. */
    synchronized boolean wouldRestart(long sequence) {
        return !groups.isEmpty() && sequence < groups.firstKey();
    }

    /** Whether the budget may let go of it. */
    boolean letGo(Group group) {
        synchronized (this) {
            if (groups.get(group.sequence()) == group) {
                if (groups.lastEntry().getValue() == group && end == null) {
                    return false;
                }
                groups.remove(group.sequence());
            }
            arrivals.remove(group.arrival());
        }
        return true;
    }

    /** The budget could not hold it. */
    void drop(Group group) {
        synchronized (this) {
            groups.remove(group.sequence(), group);
            arrivals.remove(group.arrival());
        }
    }
}
