package channel.every.moq.transport;

import channel.every.moq.http3.NumberedStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One direction of a stream within the memory, with a window as QUIC has one. */
final class MemoryPipe {
    static final int WINDOW_BYTES = 256 * 1024;

    private final MemoryConnection writer;
    private final MemoryConnection reader;
    private final MemoryConnection.Open open;
    private final long id;
    private final Out out = new Out();
    private final In in = new In();

    MemoryPipe(MemoryConnection writer, MemoryConnection reader, MemoryConnection.Open open, long id) {
        this.id = id;
        this.writer = writer;
        this.reader = reader;
        this.open = open;
    }

    SendStream out() {
        return out;
    }

    ReceiveStream in() {
        return in;
    }

    /** Touched at the writing end only. */
    private final class Out implements SendStream {
        private @Nullable SendListener listener;
        private boolean ended;
        private boolean finished;
        private boolean sent;
        private int unread;

        @Override
        public void listen(SendListener told) {
            listener = told;
        }

        @Override
        public boolean write(byte[] bytes, int offset, int length) {
            if (ended || writer.closed()) {
                return false;
            }
            unread += length;
            reader.later(() -> in.tell(() -> in.received(bytes, offset, length)));
            return writable();
        }

        @Override
        public boolean writable() {
            return !ended && unread < WINDOW_BYTES;
        }

        @Override
        public void finish() {
            if (!ended) {
                ended = true;
                finished = true;
                reader.later(() -> in.tell(in::finished));
                writer.later(this::tellSent);
            }
        }

        private void tellSent() {
            if (finished && !sent && unread < WINDOW_BYTES && !writer.closed()) {
                sent = true;
                if (listener != null) {
                    listener.sent();
                }
            }
        }

        @Override
        public void reset(long code) {
            if (!ended || finished && unread >= WINDOW_BYTES) {
                ended = true;
                finished = false;
                reader.later(() -> {
                    in.untold.clear();
                    in.tell(() -> in.reset(code));
                });
            }
        }

        @Override
        public void urgency(int urgency) {}

        void read(int length) {
            boolean closedBefore = unread >= WINDOW_BYTES;
            unread -= length;
            tellSent();
            if (closedBefore && writable() && listener != null && !writer.closed()) {
                listener.writable();
            }
        }

        void stopped(long code) {
            if (!ended || finished && !sent) {
                ended = true;
                finished = false;
                if (listener != null && !writer.closed()) {
                    listener.stopped(code);
                }
            }
        }
    }

    /** Touched at the reading end only. */
    private final class In implements NumberedStream {
        private @Nullable ReceiveListener listener;
        private boolean paused;
        private boolean ended;
        private final Queue<Runnable> untold = new ArrayDeque<>();

        private ReceiveListener listener() {
            return Objects.requireNonNull(listener);
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            reader.later(this::deliver);
        }

        @Override
        public void listen(ReceiveListener told) {
            listener = told;
            reader.later(this::deliver);
        }

        private void deliver() {
            while (listener != null && !paused && !untold.isEmpty()) {
                untold.remove().run();
            }
        }

        @Override
        public void stop(long code) {
            if (!ended) {
                end();
                writer.later(() -> out.stopped(code));
            }
        }

        void tell(Runnable task) {
            untold.add(task);
            deliver();
        }

        void received(byte[] bytes, int offset, int length) {
            if (!ended && !reader.closed()) {
                // A copy that is overwritten afterwards, as the transport's own buffer would be.
                byte[] lent = Arrays.copyOfRange(bytes, offset, offset + length);
                listener().received(lent, 0, length);
                Arrays.fill(lent, (byte) 0x55);
                writer.later(() -> out.read(length));
            }
        }

        void finished() {
            if (!ended && !reader.closed()) {
                end();
                listener().finished();
            }
        }

        void reset(long code) {
            if (!ended && !reader.closed()) {
                end();
                listener().reset(code);
            }
        }

        private void end() {
            ended = true;
            untold.clear();
            open.ended();
        }
    }
}
