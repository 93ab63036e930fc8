package channel.every.moq;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that depend on each other, the first on none before: where a reader can join. Its producer appends; any number of readers read by
 * index while it grows. Safe for use by several threads.
 */
public final class Group {
    /** How far a group has come. */
    public enum State {
        OPEN,
        /** All its frames are there. */
        FINISHED,
        /** It was given up or let go of; what a reader has not read is gone. */
        ABORTED
    }

    private final long sequence;
    private final Instant begun;
    private final Track track;
    private final List<Frame> frames = new ArrayList<>();
    private long bytes;
    private State state = State.OPEN;

    Group(Track track, long sequence, Instant begun) {
        this.track = track;
        this.sequence = sequence;
        this.begun = begun;
    }

    public long sequence() {
        return sequence;
    }

    /** When this side heard of it first. */
    public Instant begun() {
        return begun;
    }

    Track track() {
        return track;
    }

    public synchronized State state() {
        return state;
    }

    /** Payloads held, in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    /** The frame with this index from 0; null if it is not there: not yet while the group is {@link State#OPEN open}, else never. */
    public synchronized @Nullable Frame frame(int index) {
        return index < frames.size() ? frames.get(index) : null;
    }

    /** Adds a frame; dropped if the group has ended, as it may have been let go of meanwhile. */
    public void append(Frame frame) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            frames.add(frame);
            bytes += frame.payload().length;
        }
        track.grew(this, frame.payload().length);
    }

    /** No frame comes after. */
    public void finish() {
        end(State.FINISHED);
    }

    /** Gives up; readers are told that the rest never comes. */
    public void abort() {
        end(State.ABORTED);
    }

    private void end(State ended) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = ended;
        }
        track.changed();
    }

    /** Lets go of the payloads, whatever the state. @return bytes that were held */
    long release() {
        synchronized (this) {
            state = State.ABORTED;
            long held = bytes;
            frames.clear();
            bytes = 0;
            return held;
        }
    }
}
