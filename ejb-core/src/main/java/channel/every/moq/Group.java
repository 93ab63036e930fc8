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

    /** What a frame takes besides its payload: record, array header, place in the list. So a flood of empty frames counts too. */
    static final int FRAME_BYTES = 64;

    /** What a group takes besides its frames: itself, its list, its places in maps and in the budget's order. */
    static final int GROUP_BYTES = 384;

    private final long sequence;
    private final Instant begun;
    private final Track track;
    private final List<Frame> frames = new ArrayList<>();
    private long bytes = GROUP_BYTES;
    private long arrival;
    private boolean released;
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

    /** Counts the groups of a track as they begin; 0 for one that was fetched. */
    public long arrival() {
        return arrival;
    }

    void arrived(long count) {
        arrival = count;
    }

    public synchronized State state() {
        return state;
    }

    /** Memory held, in bytes: payloads and what stands around them. */
    public synchronized long bytes() {
        return bytes;
    }

    /** The frame with this index from 0; null if it is not there: not yet while the group is {@link State#OPEN open}, else never. */
    public synchronized @Nullable Frame frame(int index) {
        return index < frames.size() ? frames.get(index) : null;
    }

    /** How many frames there are by now. */
    public synchronized int frames() {
        return frames.size();
    }

    /**
     * Adds a frame.
     *
     * @return whether it was taken; not if the group has ended, as it may have been let go of meanwhile
     */
    public boolean append(Frame frame) {
        long grown = frame.payload().length + FRAME_BYTES;
        synchronized (this) {
            if (state != State.OPEN) {
                return false;
            }
            frames.add(frame);
            bytes += grown;
        }
        track.grew(this, grown);
        return true;
    }

    /** No frame comes after. */
    public void finish() {
        end(State.FINISHED);
    }

    /** Gives up; readers are told that the rest never comes. Does nothing after the end. */
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

    /** Whether it was let go of for want of room, and not given up by its producer. */
    public synchronized boolean evicted() {
        return released;
    }

    /** Given up before any frame came: its sequence can begin again. */
    synchronized boolean isVoid() {
        return state == State.ABORTED && frames.isEmpty() && !released;
    }

    /** Lets go of the payloads, whatever the state. @return bytes that were held */
    long release() {
        synchronized (this) {
            released = true;
            state = State.ABORTED;
            long held = bytes;
            frames.clear();
            bytes = 0;
            return held;
        }
    }
}
