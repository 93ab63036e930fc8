package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.wire.LiteEncoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteVersion;
import org.jspecify.annotations.Nullable;

/** A group of moq-lite: on a stream of its own with a header, or as the bare answer to FETCH. */
final class LiteGroupWire implements GroupWire {
    private static final byte[] NONE = {};

    private final LiteEncoder encoder;
    private final LiteMessage.@Nullable Group header;

    LiteGroupWire(LiteVersion version, LiteMessage.@Nullable Group header) {
        this.encoder = new LiteEncoder(version);
        this.header = header;
    }

    @Override
    public byte[] header() {
        return header == null ? NONE : encoder.encode(header);
    }

    @Override
    public byte[] frameHead(Frame frame) {
        return encoder.frameHead(frame.timestamp(), frame.payload().length);
    }
}
