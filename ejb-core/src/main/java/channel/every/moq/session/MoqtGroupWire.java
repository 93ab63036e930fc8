package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.wire.MoqtEncoder;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtProperty;
import java.util.List;

/** A group of moq-transport: the one subgroup of its group, each frame an object with its timestamp. */
final class MoqtGroupWire implements GroupWire {
    private final MoqtEncoder encoder = new MoqtEncoder();
    private final Subgroup header;

    MoqtGroupWire(Subgroup header) {
        this.header = header;
    }

    @Override
    public byte[] header() {
        return encoder.encode(header);
    }

    @Override
    public byte[] frameHead(Frame frame) {
        return encoder.contentHead(
                List.of(new MoqtProperty.Number(MoqtProperty.TIMESTAMP, Math.max(0, frame.timestamp()))),
                frame.payload().length);
    }
}
