package channel.every.node;

import channel.every.clock.ChunkIndex;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which windows of one broadcast this node gives up because its encoders are behind. Its publishers share it: a window that one
 * of them gives up is given up by all, so that what remains is held by all and stays provable. A window that one has begun to
 * encode is not given up by the others.
 */
final class Overload {
    /** Publishers of one broadcast lie a few windows apart; this is minutes. */
    private static final int REMEMBERED = 1024;

    private final AtomicLong counter;
    private final TreeMap<ChunkIndex, Long> offered = new TreeMap<>();
    private final TreeSet<ChunkIndex> begun = new TreeSet<>();
    private final TreeSet<ChunkIndex> givenUp = new TreeSet<>();

    /** @param counter of the node: gives each window its number in the order in which they came */
    Overload(AtomicLong counter) {
        this.counter = counter;
    }

    /** The number of a window, the same whichever publisher has it, and smaller than that of any that came later. */
    synchronized long offered(ChunkIndex window) {
        long number = offered.computeIfAbsent(window, fresh -> counter.incrementAndGet());
        if (offered.size() > REMEMBERED) {
            offered.pollFirstEntry();
        }
        return number;
    }

    /** @return whether the window may be encoded; from then on nobody is asked to give it up */
    synchronized boolean begin(ChunkIndex window) {
        if (givenUp.contains(window)) {
            return false;
        }
        remember(begun, window);
        return true;
    }

    synchronized boolean isGivenUp(ChunkIndex window) {
        return givenUp.contains(window);
    }

    /**
     * Chooses the window that a publisher with too many gives up: the oldest that nobody has begun. Only one who is far behind the
     * others has none such; its oldest then is missing here alone.
     *
     * @param pending in order, at least one
     */
    synchronized ChunkIndex giveUp(Collection<ChunkIndex> pending) {
        ChunkIndex chosen = pending.stream()
                .filter(window -> !begun.contains(window))
                .findFirst()
                .orElseGet(() -> pending.iterator().next());
        if (!begun.contains(chosen)) {
            remember(givenUp, chosen);
        }
        return chosen;
    }

    private static void remember(TreeSet<ChunkIndex> windows, ChunkIndex window) {
        windows.add(window);
        if (windows.size() > REMEMBERED) {
            windows.pollFirst();
        }
    }
}
