package channel.every.moq.qmux;

import channel.every.moq.qmux.QmuxFrame.StreamData;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What this side writes on a stream: bytes wait here until they are the most urgent ones and the peer takes them. */
final class QmuxSend implements SendStream {
    /** Of bytes that wait, before a writer is told to: four frames keep the channel busy until the writer is back. */
    static final int MOST_WAITING_BYTES = 64 * 1024;

    /** Where a stream begins whose urgency nobody told: between what is to go first and what last. */
    private static final int MIDDLE = (FIRST + LAST) / 2;

    private record Chunk(byte[] bytes, int offset, int length) {}

    private final QmuxConnection connection;
    private final long id;
    private final SendCredit credit;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long waiting;
    private int urgency = MIDDLE;
    private boolean queued;
    private boolean refused;
    private boolean finishing;
    private boolean ended;
    private @Nullable SendListener listener;

    QmuxSend(QmuxConnection connection, long id, SendCredit credit) {
        this.connection = connection;
        this.id = id;
        this.credit = credit;
    }

    @Override
    public void listen(SendListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        if (finishing || ended) {
            return false;
        }
        if (length > 0) {
            chunks.add(new Chunk(bytes, offset, length));
            waiting += length;
            queue();
        }
        refused = waiting > MOST_WAITING_BYTES;
        return !refused;
    }

    @Override
    public boolean writable() {
        return !finishing && !ended && waiting <= MOST_WAITING_BYTES;
    }

    @Override
    public void finish() {
        if (!finishing && !ended) {
            finishing = true;
            queue();
        }
    }

    @Override
    public void reset(long code) {
        if (!ended) {
            giveUp(Math.clamp(code, 0, Connection.MOST_CODE));
        }
    }

    @Override
    public void urgency(int urgency) {
        if (urgency < FIRST || urgency > LAST) {
            throw new IllegalArgumentException("urgency is not within " + FIRST + " to " + LAST + ": " + urgency);
        }
        boolean again = queued;
        if (again) {
            connection.unqueue(this);
        }
        this.urgency = urgency;
        if (again) {
            connection.queue(this);
        }
    }

    int urgency() {
        return urgency;
    }

    boolean ended() {
        return ended;
    }

    /** Whether it needs more of the whole connection's credit than there may be. */
    boolean needsCredit() {
        return waiting > 0;
    }

    /** The peer takes more of this stream. */
    void raise(long limit) {
        credit.raise(limit);
        queue();
    }

    /** The peer wants no more. */
    void stopped(long code) {
        if (ended) {
            return;
        }
        giveUp(code);
        if (listener != null) {
            listener.stopped(code);
        }
    }

    /** The next frame, of at most so many bytes of the stream. Call only where it is ready. */
    StreamData take(long most) {
        int length = (int) Math.min(Math.min(waiting, most), credit.left());
        byte[] data = new byte[length];
        for (int filled = 0; filled < length; ) {
            Chunk chunk = chunks.remove();
            int part = Math.min(chunk.length(), length - filled);
            System.arraycopy(chunk.bytes(), chunk.offset(), data, filled, part);
            filled += part;
            if (part < chunk.length()) {
                chunks.addFirst(new Chunk(chunk.bytes(), chunk.offset() + part, chunk.length() - part));
            }
        }
        long offset = credit.sent();
        credit.use(length);
        waiting -= length;
        ended = finishing && waiting == 0;
        return new StreamData(id, offset, data, ended);
    }

    /** After a frame of it was sent: back into the queue, and its writer told. */
    void sent() {
        queued = false;
        queue();
        if (ended) {
            connection.sendEnded(id);
            if (listener != null) {
                listener.sent();
            }
        } else if (refused && waiting <= MOST_WAITING_BYTES / 2) {
            refused = false;
            if (listener != null) {
                listener.writable();
            }
        }
    }

    /** Nothing of it will be sent any more. */
    void forget() {
        ended = true;
        chunks.clear();
        waiting = 0;
    }

    private void giveUp(long code) {
        forget();
        if (queued) {
            queued = false;
            connection.unqueue(this);
        }
        connection.control(new QmuxFrame.ResetStream(id, code, credit.sent()));
        connection.sendEnded(id);
    }

    private void queue() {
        boolean ready = !ended && (waiting > 0 ? credit.left() > 0 : finishing);
        if (ready && !queued) {
            queued = true;
            connection.queue(this);
        }
    }
}
