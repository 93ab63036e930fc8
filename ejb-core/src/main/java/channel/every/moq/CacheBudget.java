package channel.every.moq;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the groups of all tracks together is kept for readers that come or lag: the oldest go first, and a track's newest, where the
 * next reader joins, not while it is one among others. What does not fit even so is given up as it grows, so the bound holds whatever
 * producers do. Safe for use by several threads.
 */
public final class CacheBudget {
    /** One group takes no more than a quarter of all, lest one producer empties the cache of the others. */
    private static final int MOST_PARTS_OF_ONE = 4;

    private final long mostBytes;
    private final Duration mostAge;
    private final InstantSource clock;
    private final ArrayDeque<Group> oldestFirst = new ArrayDeque<>();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong overgrown = new AtomicLong();

    /**
     * @param mostBytes payloads and what stands around them
     * @param mostAge after which a group goes though there is room
     */
    public CacheBudget(long mostBytes, Duration mostAge, InstantSource clock) {
        if (mostBytes <= 0) {
            throw new IllegalArgumentException("the bound of a cache is not positive: " + mostBytes);
        }
        this.mostBytes = mostBytes;
        this.mostAge = mostAge;
        this.clock = clock;
    }

    /** Memory held now, in bytes. */
    public long heldBytes() {
        return held.get();
    }

    public long mostBytes() {
        return mostBytes;
    }

    /** Groups that were let go of since the start. */
    public long releasedGroups() {
        return released.get();
    }

    /** Groups that were given up while they grew, for want of room. */
    public long overgrownGroups() {
        return overgrown.get();
    }

    InstantSource clock() {
        return clock;
    }

    void begun(Group group) {
        synchronized (oldestFirst) {
            oldestFirst.add(group);
            grew(group, Group.GROUP_BYTES);
        }
    }

    /** In one step: with another producer between what is added and what is found too much, both would give up for what one has added. */
    void grew(Group group, long bytes) {
        synchronized (oldestFirst) {
            if (held.addAndGet(bytes) > mostBytes) {
                sweep();
            }
            if (held.get() > mostBytes || group.bytes() > mostBytes / MOST_PARTS_OF_ONE) {
                giveUp(group);
            }
        }
    }

    private void giveUp(Group group) {
        if (oldestFirst.remove(group)) {
            held.addAndGet(-group.release());
            group.track().drop(group);
            overgrown.incrementAndGet();
        }
    }

    /** Lets go of what is too old, and of the oldest while there is too much. Called on growth; from time to time by the owner's timer. */
    public void sweep() {
        Instant oldest = clock.instant().minus(mostAge);
        synchronized (oldestFirst) {
            for (Iterator<Group> groups = oldestFirst.iterator(); groups.hasNext(); ) {
                Group group = groups.next();
                if (held.get() <= mostBytes && !group.begun().isBefore(oldest)) {
                    return;
                }
                if (group.track().letGo(group)) {
                    groups.remove();
                    held.addAndGet(-group.release());
                    released.incrementAndGet();
                }
            }
        }
    }

    /** A track has ended with its groups. */
    void ended(Track track) {
        synchronized (oldestFirst) {
            for (Iterator<Group> groups = oldestFirst.iterator(); groups.hasNext(); ) {
                Group group = groups.next();
                if (group.track() == track) {
                    groups.remove();
                    held.addAndGet(-group.release());
                }
            }
        }
    }
}
