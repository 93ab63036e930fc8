package channel.every.mesh.follow;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Subscription;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A track's groups as they become whole, each once; one that breaks off is never given out. Under congestion a newer group may be whole
 * before an older one. For one reading thread.
 */
public final class WholeGroups implements AutoCloseable {
    /** Groups that can be on their way at a time: those of a track's longest time in a cache at the shortest cadence, and more. */
    private static final int MOST_OUTSTANDING = 256;

    private final Track track;
    private final Subscription subscription;
    private final TreeSet<Long> seen = new TreeSet<>();
    private final Object lock = new Object();
    private boolean news = true;
    private boolean closed;
    private long lost;

    public WholeGroups(Track track) {
        this.track = track;
        this.subscription = track.subscribe(this::changed);
    }

    /** Groups that broke off. */
    public long lost() {
        return lost;
    }

    /** Why no more groups come; empty while they do. */
    public Optional<TrackEnd> end() {
        return track.end();
    }

    /** Waits for the next whole group; null once the track has ended, or this is closed. */
    public @Nullable WholeGroup next() throws InterruptedException {
        while (true) {
            boolean ended = track.end().isPresent();
            WholeGroup found = find();
            if (found != null) {
                return found;
            }
            synchronized (lock) {
                if (closed || ended) {
                    return null;
                }
                while (!news && !closed) {
                    lock.wait();
                }
                news = false;
            }
        }
    }

    private @Nullable WholeGroup find() {
        long from = seen.size() < MOST_OUTSTANDING ? 0 : seen.first();
        for (Group group : track.from(from)) {
            if (!seen.contains(group.sequence())) {
                switch (group.state()) {
                    case OPEN -> {}
                    case ABORTED -> {
                        lost++;
                        note(group.sequence());
                    }
                    case FINISHED -> {
                        note(group.sequence());
                        WholeGroup whole = whole(group);
                        if (whole != null) {
                            return whole;
                        }
                        lost++;
                    }
                }
            }
        }
        return null;
    }

    private void note(long sequence) {
        seen.add(sequence);
        if (seen.size() > MOST_OUTSTANDING) {
            seen.pollFirst();
        }
    }

    /** Null if it was let go of while it was read. */
    private static @Nullable WholeGroup whole(Group group) {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = group.frame(0); frame != null; frame = group.frame(frames.size())) {
            frames.add(frame);
        }
        return group.state() == Group.State.FINISHED ? new WholeGroup(group.sequence(), frames) : null;
    }

    private void changed() {
        synchronized (lock) {
            news = true;
            lock.notifyAll();
        }
    }

    /** Lets go of the track and wakes its reader. May be called by any thread, and again. */
    @Override
    public void close() {
        subscription.close();
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }
}
