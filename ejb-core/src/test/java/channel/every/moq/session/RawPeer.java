package channel.every.moq.session;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteEncoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteVersion;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A peer that says what a test makes it say, and notes what it hears. */
final class RawPeer implements ConnectionListener {
    final Connection connection;
    final List<Heard> unidirectional = new ArrayList<>();
    final List<Said> asked = new ArrayList<>();

    @Nullable
    String closed;

    private final LiteVersion version;

    RawPeer(Connection connection, LiteVersion version) {
        this.connection = connection;
        this.version = version;
        connection.start(this);
    }

    /** What comes on a direction. */
    static final class Heard implements ReceiveListener {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Nullable
        Long reset;

        boolean finished;
        final ReceiveStream stream;

        Heard(ReceiveStream stream) {
            this.stream = stream;
            stream.listen(this);
        }

        @Override
        public void received(byte[] part, int offset, int length) {
            bytes.write(part, offset, length);
        }

        @Override
        public void finished() {
            finished = true;
        }

        @Override
        public void reset(long code) {
            reset = code;
        }
    }

    /** A stream of two directions. */
    static final class Said implements SendListener {
        final SendStream out;
        final Heard in;

        @Nullable
        Long stopped;

        Said(BidirectionalStream stream) {
            out = stream.out();
            out.listen(this);
            in = new Heard(stream.in());
        }

        @Override
        public void writable() {}

        @Override
        public void stopped(long code) {
            stopped = code;
        }

        void write(byte[] bytes) {
            out.write(bytes, 0, bytes.length);
        }
    }

    byte[] encode(LiteMessage... messages) {
        LiteEncoder encoder = new LiteEncoder(version);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (LiteMessage message : messages) {
            all.writeBytes(encoder.encode(message));
        }
        return all.toByteArray();
    }

    Said ask(byte[] bytes) {
        Said said = new Said(Objects.requireNonNull(connection.openBidirectional()));
        said.write(bytes);
        return said;
    }

    Said ask(LiteMessage message) {
        return ask(encode(message));
    }

    SendStream send(byte[] bytes) {
        SendStream stream = Objects.requireNonNull(connection.openUnidirectional());
        stream.write(bytes, 0, bytes.length);
        return stream;
    }

    @Override
    public void opened(BidirectionalStream stream) {
        asked.add(new Said(stream));
    }

    @Override
    public void opened(ReceiveStream stream) {
        unidirectional.add(new Heard(stream));
    }

    @Override
    public void streamsGranted() {}

    @Override
    public void closed(long code, String reason) {
        closed = code + " " + reason;
    }
}
