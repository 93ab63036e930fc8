package channel.every.moq;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broadcasts of one name, and which of them it is. Under the lock of their origin. */
final class Candidates {
    final List<Broadcast> own = new ArrayList<>();
    final List<Announcement> ways = new ArrayList<>();

    @Nullable
    Route route;

    /** Among ways of one length the newer goes first if it leads to the same publisher, which has come back; else the older goes on. */
    void add(Announcement announcement) {
        ways.removeIf(Announcement::lost);
        List<Long> hops = announcement.broadcast().hops();
        int at = 0;
        while (at < ways.size() && goesBefore(ways.get(at).broadcast().hops(), hops)) {
            at++;
        }
        ways.add(at, announcement);
    }

    private static boolean goesBefore(List<Long> there, List<Long> come) {
        if (there.size() != come.size()) {
            return there.size() < come.size();
        }
        return come.isEmpty() || !there.getFirst().equals(come.getFirst());
    }

    /** Kept for a while if it was the only one; with another, nobody needs it. */
    void lose(Announcement announcement) {
        announcement.noteLost();
        ways.remove(announcement);
        if (ways.isEmpty()) {
            ways.add(announcement);
        }
    }

    /** This side's own before any other. */
    @Nullable
    Broadcast chosen() {
        if (!own.isEmpty()) {
            return own.getFirst();
        }
        return ways.isEmpty() ? null : ways.getFirst().broadcast();
    }

    /** The route goes on by the first way; tracks wait while that is lost. */
    void follow() {
        if (route != null) {
            boolean none = ways.isEmpty() || ways.getFirst().lost();
            route.follow(none ? null : ways.getFirst().feed());
        }
    }
}
