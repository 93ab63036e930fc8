package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import org.jspecify.annotations.Nullable;

/** Writes one group onto one stream as it grows, as far as the stream takes it, and has ended when all of it is on its way. */
final class GroupSender implements SendListener {
    private final Group group;
    private final SendStream stream;
    private final GroupWire wire;
    private final SessionCounts counts;
    private final Uptake uptake;
    private final Runnable look;
    private int next;
    private long written;
    private boolean finished;
    private boolean ended;
    private int urgency = -1;

    /** @param look called when there is more to do */
    GroupSender(Group group, SendStream stream, GroupWire wire, SessionCounts counts, Uptake uptake, Runnable look) {
        this.group = group;
        this.stream = stream;
        this.wire = wire;
        this.counts = counts;
        this.uptake = uptake;
        this.look = look;
        stream.listen(this);
        byte[] header = wire.header();
        if (header.length > 0) {
            stream.write(header, 0, header.length);
        }
        counts.groupsSent.increment();
    }

    Group group() {
        return group;
    }

    boolean ended() {
        return ended;
    }

    /** Whether the stream was given all of it, which may still wait there. */
    boolean finished() {
        return finished;
    }

    /** Bytes of its frames that the stream was given. */
    long written() {
        return written;
    }

    /** Does nothing if that is what it has. */
    void urgency(int level) {
        if (urgency != level && !ended) {
            urgency = level;
            stream.urgency(level);
        }
    }

    /** Writes what is there and taken. */
    void write() {
        boolean more = !ended && !finished && stream.writable();
        while (more) {
            // Before the frame: a group that is finished gets no further frame, so what is missing then never comes.
            Group.State state = group.state();
            Frame frame = group.frame(next);
            if (frame == null) {
                close(state);
                return;
            }
            next++;
            more = write(frame);
        }
        if (!ended && !finished) {
            Group.State state = group.state();
            // The end goes with the last bytes, though the stream wants no more of them for now.
            if (state == Group.State.ABORTED || group.frame(next) == null) {
                close(state);
            }
        }
    }

    private boolean write(Frame frame) {
        byte[] head = wire.frameHead(frame);
        byte[] payload = frame.payload();
        counts.framesSent.increment();
        counts.bytesSent.add(payload.length);
        written += payload.length;
        boolean more = stream.write(head, 0, head.length);
        return payload.length == 0 ? more : stream.write(payload, 0, payload.length);
    }

    private void close(Group.State state) {
        switch (state) {
            case OPEN -> {}
            case FINISHED -> {
                finished = true;
                stream.finish();
            }
            case ABORTED ->
                giveUp(
                        group.evicted() ? SessionCode.EVICTED : SessionCode.DROPPED,
                        group.evicted() ? Refusal.GROUP_EVICTED : Refusal.GROUP_ABANDONED);
        }
    }

    /** @param why null if it is no fault, as when the subscriber has left */
    void giveUp(SessionCode code, @Nullable Refusal why) {
        if (!ended) {
            boolean untaken = finished || !stream.writable();
            ended = true;
            stream.reset(code.code());
            if (why != null) {
                counts.refused(why);
            }
            if (untaken && why != null && why.byReader()) {
                uptake.missed();
            }
        }
    }

    @Override
    public void writable() {
        uptake.took();
        look.run();
    }

    @Override
    public void sent() {
        uptake.took();
        if (!ended) {
            ended = true;
            look.run();
        }
    }

    @Override
    public void stopped(long code) {
        if (!ended) {
            ended = true;
            uptake.took();
            counts.refused(Refusal.GROUP_STOPPED);
            look.run();
        }
    }
}
