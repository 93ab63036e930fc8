package channel.every.moq;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the groups of all tracks together is kept for readers that come or lag: the oldest go first, but never a track's newest,
 * where the next reader joins. So the payloads held are at most the bound and one group a track. Safe for use by several threads.
 */
public final class CacheBudget {
    private final long mostBytes;
    private final Duration mostAge;
    private final InstantSource clock;
    private final ArrayDeque<Group> oldestFirst = new ArrayDeque<>();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong released = new AtomicLong();

    /** @param mostAge after which a group goes though there is room */
    public CacheBudget(long mostBytes, Duration mostAge, InstantSource clock) {
        if (mostBytes <= 0) {
            throw new IllegalArgumentException("the bound of a cache is not positive: " + mostBytes);
        }
        this.mostBytes = mostBytes;
        this.mostAge = mostAge;
        this.clock = clock;
    }

    /** Payloads held now, in bytes. */
    public long heldBytes() {
        return held.get();
    }

    /** Groups that were let go of since the start. */
    public long releasedGroups() {
        return released.get();
    }

    InstantSource clock() {
        return clock;
    }

    void begun(Group group) {
        synchronized (oldestFirst) {
            oldestFirst.add(group);
        }
    }

    void grew(int bytes) {
        if (held.addAndGet(bytes) > mostBytes) {
            sweep();
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
