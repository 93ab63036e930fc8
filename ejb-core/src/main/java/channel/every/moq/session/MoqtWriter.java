package channel.every.moq.session;

import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.MoqtEncoder;
import channel.every.moq.wire.MoqtMessage;

/** One direction that this side writes, as messages. */
final class MoqtWriter {
    private final SendStream stream;
    private final MoqtEncoder encoder = new MoqtEncoder();

    MoqtWriter(SendStream stream) {
        this.stream = stream;
        stream.urgency(SendStream.FIRST);
    }

    void listen(SendListener listener) {
        stream.listen(listener);
    }

    void write(MoqtMessage message) {
        byte[] bytes = encoder.encode(message);
        stream.write(bytes, 0, bytes.length);
    }

    /** The last message. */
    void last(MoqtMessage message) {
        write(message);
        stream.finish();
    }

    boolean writable() {
        return stream.writable();
    }

    void finish() {
        stream.finish();
    }

    void reset(SessionCode code) {
        stream.reset(code.code());
    }
}
