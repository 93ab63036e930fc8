package channel.every.moq;

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
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final TrackDemand demand;
    private @Nullable TrackInfo info;
    private @Nullable TrackEnd end;

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

    /** Why and where it ended; empty while it goes on. */
    public synchronized Optional<TrackEnd> end() {
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
     * @throws IllegalArgumentException if there is such a group, or it lies before all that are kept, or the track has ended
     */
    public Group begin(long sequence) {
        Group group;
        synchronized (this) {
            if (end != null) {
                throw new IllegalArgumentException("track \"" + name + "\" has ended and takes no group " + sequence);
            }
            if (groups.containsKey(sequence)) {
                throw new IllegalArgumentException("track \"" + name + "\" has group " + sequence + " already");
            }
            group = new Group(this, sequence, budget.clock().instant());
            groups.put(sequence, group);
        }
        budget.begun(group);
        changed();
        budget.sweep();
        return group;
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

    /** The kept groups from this sequence on, in order. */
    public synchronized List<Group> from(long sequence) {
        return List.copyOf(groups.tailMap(sequence, true).values());
    }

    /** @param changed told, by whatever thread, that there is something to look at; must only note it */
    public Subscription subscribe(Runnable changed) {
        Subscription subscription = new Subscription(this, changed);
        boolean first;
        synchronized (subscriptions) {
            first = subscriptions.isEmpty();
            subscriptions.add(subscription);
        }
        if (first) {
            demand.wanted(this);
        }
        return subscription;
    }

    public int subscribers() {
        return subscriptions.size();
    }

    /** Forgets all groups at once, as when nobody can want them any more. */
    public void close() {
        end(new TrackEnd.Ended());
        synchronized (this) {
            groups.clear();
        }
        budget.ended(this);
    }

    void left(Subscription subscription) {
        boolean last;
        synchronized (subscriptions) {
            last = subscriptions.remove(subscription) && subscriptions.isEmpty();
        }
        if (last) {
            demand.unwanted(this);
        }
    }

    void grew(Group group, int bytes) {
        budget.grew(bytes);
        changed();
    }

    void changed() {
        for (Subscription subscription : subscriptions) {
            subscription.changed();
        }
    }

    /** Whether the budget may let go of it. */
    boolean letGo(Group group) {
        synchronized (this) {
            if (groups.get(group.sequence()) == group) {
                if (groups.lastEntry().getValue() == group) {
                    return false;
                }
                groups.remove(group.sequence());
            }
        }
        return true;
    }
}
