package channel.every.mesh.follow;

import channel.every.moq.Broadcast;
import channel.every.moq.Track;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads one track of a broadcast whenever it is there, for as long as somebody wants it: ends of the track and of its way are followed by
 * another try.
 */
public final class TrackFollower implements AutoCloseable {
    /** Between two tries where the broadcast is there and the track is not: its publisher may not have begun it. */
    private static final long PAUSE_MS = 500;

    private final AwaitedBroadcast broadcast;
    private final String track;
    private final Reader reader;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable WholeGroups open;

    /** Takes whole groups. */
    public interface Reader {
        void read(WholeGroup group) throws IOException, InterruptedException;
    }

    public TrackFollower(AwaitedBroadcast broadcast, String track, Reader reader) {
        this.broadcast = broadcast;
        this.track = track;
        this.reader = reader;
    }

    /**
     * Goes on until it is closed.
     *
     * @throws IOException what the reader throws
     */
    public void run() throws IOException, InterruptedException {
        Broadcast there = broadcast.await();
        while (there != null && !closed.get()) {
            Track found = there.track(track);
            if (found != null) {
                read(found);
            }
            if (!closed.get()) {
                broadcast.awaitChange(PAUSE_MS);
            }
            there = broadcast.await();
        }
    }

    private void read(Track found) throws IOException, InterruptedException {
        try (WholeGroups groups = new WholeGroups(found)) {
            open = groups;
            if (closed.get()) {
                return;
            }
            WholeGroup group = groups.next();
            while (group != null) {
                reader.read(group);
                group = groups.next();
            }
        }
    }

    /** May be called by any thread, and again. */
    @Override
    public void close() {
        closed.set(true);
        WholeGroups now = open;
        if (now != null) {
            now.close();
        }
    }
}
