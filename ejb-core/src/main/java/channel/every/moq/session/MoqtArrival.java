package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Content;
import channel.every.moq.wire.MoqtMessage.Status;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtProperty;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A group that comes from a peer of moq-transport, on one stream from its first object on. What comes before it is known whose it is waits,
 * within what the connection may hold of what has begun.
 */
final class MoqtArrival {
    private final MoqtPeer peer;
    private final Subgroup header;
    private final Runnable stop;
    private final Queue<MoqtMessage> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long track;
    private @Nullable Group group;
    private boolean finished;
    private boolean over;

    /** @param stop tells the peer that no more of it is wanted */
    MoqtArrival(MoqtPeer peer, Subgroup header, Runnable stop) {
        this.peer = peer;
        this.header = header;
        this.stop = stop;
    }

    long alias() {
        return header.alias();
    }

    /** It is known whose it is. */
    void arrived(MoqtIncomingTrack of) {
        // Groups of several streams, and those without their beginning, are nothing that a reader here can use.
        boolean whole = header.first() && header.subgroup() <= 0;
        Group begun = whole && !over ? of.begin(header.group()) : null;
        if (begun == null) {
            unwanted();
            return;
        }
        peer.parts().counts().groupsReceived.increment();
        group = begun;
        track = of.timescale();
        for (MoqtMessage each = waiting.poll(); each != null; each = waiting.poll()) {
            message(each);
        }
        free();
        if (finished) {
            begun.finish();
        }
    }

    void unwanted() {
        if (!over) {
            over = true;
            free();
            peer.parts().counts().refused(Refusal.GROUP_UNWANTED);
            stop.run();
        }
    }

    void message(MoqtMessage message) {
        Group into = group;
        if (over) {
            return;
        }
        if (into == null) {
            hold(message);
        } else if (message instanceof Content content && content.skipped() == 0) {
            take(content, into);
        } else if (message instanceof Status status && status.skipped() == 0) {
            // Of every status, whatever it ends besides the group.
            over = true;
            into.finish();
        } else {
            // An object was left out: the frames after it would get other numbers than they have.
            over = true;
            into.abort();
            stop.run();
        }
    }

    private void take(Content content, Group into) {
        peer.parts().counts().received(content.payload().length);
        long millis = peer.parts().clock().millis();
        long timestamp = track == 0 ? millis : timestamp(content).orElse(millis * track / 1000);
        if (!into.append(new Frame(timestamp, content.payload()))) {
            over = true;
            stop.run();
        }
    }

    /** In the track's units; an object may tell its own (draft-ietf-moq-loc-04). */
    private OptionalLong timestamp(Content content) {
        OptionalLong told = OptionalLong.empty();
        long units = track;
        for (MoqtProperty each : content.properties()) {
            if (each instanceof MoqtProperty.Number(long type, long value)) {
                if (type == MoqtProperty.TIMESTAMP) {
                    told = OptionalLong.of(value);
                } else if (type == MoqtProperty.TIMESCALE && value > 0) {
                    units = value;
                }
            }
        }
        return told.isEmpty() || units == track
                ? told
                : OptionalLong.of(Math.round((double) told.getAsLong() * track / units));
    }

    private void hold(MoqtMessage message) {
        long bytes = message instanceof Content content ? content.payload().length : 0;
        waiting.add(message);
        waitingBytes += bytes;
        if (!peer.partial().changed(bytes)) {
            unwanted();
        }
    }

    private void free() {
        waiting.clear();
        peer.partial().changed(-waitingBytes);
        waitingBytes = 0;
    }

    void ended() {
        finished = true;
        if (group != null && !over) {
            over = true;
            group.finish();
        }
    }

    void failed() {
        if (!over) {
            over = true;
            free();
            if (group != null) {
                group.abort();
            }
        }
    }
}
