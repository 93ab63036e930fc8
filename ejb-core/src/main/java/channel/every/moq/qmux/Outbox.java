package channel.every.moq.qmux;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to be sent: frames of the connection first, then streams by urgency as far as the peer has granted. */
final class Outbox {
    /** Answers that a peer which does not read makes necessary; one that reads has a few at a time. */
    private static final int MOST_CONTROL_FRAMES = 4096;

    private final QmuxVersion version;
    private final MessageChannel channel;
    private final SendCredit credit = new SendCredit(0);
    private final Deque<byte[]> controls = new ArrayDeque<>();
    private final ReadySends ready = new ReadySends();
    private boolean pumpDue;
    private boolean pumping;
    private boolean over;

    Outbox(QmuxVersion version, MessageChannel channel) {
        this.version = version;
        this.channel = channel;
    }

    /** Whether there was still room for it. */
    boolean control(QmuxFrame frame) {
        if (controls.size() >= MOST_CONTROL_FRAMES) {
            return false;
        }
        controls.add(QmuxCodec.encode(version, frame));
        return true;
    }

    void queue(QmuxSend send) {
        ready.add(send);
    }

    void unqueue(QmuxSend send) {
        ready.remove(send);
    }

    void raise(long limit) {
        credit.raise(limit);
    }

    void ping() {
        channel.ping();
    }

    /** Whether somebody must see to a {@link #pump}, which is then owed once. */
    boolean due() {
        boolean first = !pumpDue && !over;
        pumpDue |= first;
        return first;
    }

    void pump() {
        pumpDue = false;
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            boolean more = true;
            while (more) {
                more = !over && channel.writable() && sendOne();
            }
        } finally {
            pumping = false;
        }
    }

    /** Sends it and ends the channel. */
    void last(QmuxFrame frame) {
        if (!over) {
            channel.send(QmuxCodec.encode(version, frame));
            close();
        }
    }

    void close() {
        over = true;
        channel.close();
    }

    /** Ends the channel though it has not sent all. */
    void cut() {
        over = true;
        channel.cut();
    }

    void forget() {
        over = true;
        controls.clear();
    }

    private boolean sendOne() {
        byte[] control = controls.poll();
        if (control != null) {
            channel.send(control);
            return true;
        }
        @Nullable QmuxSend next = ready.peek();
        if (next == null || (next.needsCredit() && credit.left() <= 0)) {
            return false;
        }
        ready.remove(next);
        QmuxFrame.StreamData frame =
                next.take(Math.min(credit.left(), version.mostMessageBytes() - QmuxCodec.STREAM_OVERHEAD));
        credit.use(frame.data().length);
        channel.send(QmuxCodec.encode(version, frame));
        next.sent();
        return true;
    }
}
