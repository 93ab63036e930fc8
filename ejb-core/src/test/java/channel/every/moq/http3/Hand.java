package channel.every.moq.http3;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ByHand;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of a connection where a test writes bytes by hand and sees what comes back. */
final class Hand implements ConnectionListener {
    private final ByHand executor;
    private final Connection connection;
    final List<Stream> peers = new ArrayList<>();

    /** How the connection was closed; -1 while it is open. */
    long closed = -1;

    String reason = "";

    Hand(ByHand executor, Connection connection) {
        this.executor = executor;
        this.connection = connection;
    }

    void start() {
        connection.start(this);
    }

    /** A stream with what came back on it. */
    final class Stream implements ReceiveListener, SendListener {
        final @Nullable SendStream out;
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean finished;
        long reset = -1;
        long stopped = -1;

        Stream(@Nullable SendStream out, @Nullable ReceiveStream in) {
            this.out = out;
            if (out != null) {
                out.listen(this);
            }
            if (in != null) {
                in.listen(this);
            }
        }

        Stream write(byte... bytes) {
            Objects.requireNonNull(out).write(bytes, 0, bytes.length);
            executor.runAll();
            return this;
        }

        void finish() {
            Objects.requireNonNull(out).finish();
            executor.runAll();
        }

        void giveUp(long code) {
            Objects.requireNonNull(out).reset(code);
            executor.runAll();
        }

        @Override
        public void received(byte[] bytes, int offset, int length) {
            received.write(bytes, offset, length);
        }

        @Override
        public void finished() {
            finished = true;
        }

        @Override
        public void reset(long code) {
            reset = code;
        }

        @Override
        public void writable() {}

        @Override
        public void stopped(long code) {
            stopped = code;
        }
    }

    Stream unidirectional(byte... bytes) {
        Stream stream = new Stream(connection.openUnidirectional(), null);
        return stream.out == null ? stream : stream.write(bytes);
    }

    Stream bidirectional(byte... bytes) {
        BidirectionalStream both = connection.openBidirectional();
        if (both == null) {
            return new Stream(null, null);
        }
        return new Stream(both.out(), both.in()).write(bytes);
    }

    @Override
    public void opened(BidirectionalStream stream) {
        peers.add(new Stream(stream.out(), stream.in()));
    }

    @Override
    public void opened(ReceiveStream stream) {
        peers.add(new Stream(null, stream));
    }

    @Override
    public void streamsGranted() {}

    @Override
    public void closed(long code, String why) {
        closed = code;
        reason = why;
    }
}
