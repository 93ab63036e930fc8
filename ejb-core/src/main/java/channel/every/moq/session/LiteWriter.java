package channel.every.moq.session;

import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteEncoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteVersion;

/** One direction that this side writes, as messages. */
final class LiteWriter {
    private final SendStream stream;
    private final LiteEncoder encoder;

    LiteWriter(SendStream stream, LiteVersion version) {
        this.stream = stream;
        this.encoder = new LiteEncoder(version);
        stream.urgency(SendStream.FIRST);
    }

    void listen(SendListener listener) {
        stream.listen(listener);
    }

    void write(LiteMessage message) {
        byte[] bytes = encoder.encode(message);
        stream.write(bytes, 0, bytes.length);
    }

    boolean writable() {
        return stream.writable();
    }

    void finish() {
        stream.finish();
    }

    void reset(long code) {
        stream.reset(code);
    }
}
