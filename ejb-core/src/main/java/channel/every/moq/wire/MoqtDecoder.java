package channel.every.moq.wire;

import channel.every.moq.wire.MoqtMessage.Content;
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtMessage.Status;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one direction of a stream of draft-ietf-moq-transport-18, cut anywhere, into messages. Holds no more than one message that has
 * begun. After an exception it is of no more use.
 */
public final class MoqtDecoder extends StreamDecoder<MoqtMessage> {
    /** As of moq-lite; a length has 16 bits. */
    static final int MOST_MESSAGE_BYTES = LiteDecoder.MOST_MESSAGE_BYTES;

    /** Of an object: a timestamp has ten, a decoder's configuration some hundred. */
    static final int MOST_PROPERTY_BYTES = 4 * 1024;

    private static final int NO_PRIORITY = 0x20;
    private static final int FIRST_OBJECT = 0x40;

    /** Of a subgroup's type, besides those that its first object and its priority tell. */
    private static final int SUBGROUP = 0x10;

    private enum Expected {
        REQUEST,
        CHANGES,
        ANSWERS,
        BEGINNING,
        CONTROL,
        OBJECTS
    }

    private final int mostFrameBytes;
    private Expected expected;
    private boolean properties;

    public MoqtDecoder(MoqtStream stream, int mostFrameBytes) {
        this.mostFrameBytes = mostFrameBytes;
        this.expected = switch (stream) {
            case REQUEST -> Expected.REQUEST;
            case ANSWERS -> Expected.ANSWERS;
            case UNIDIRECTIONAL -> Expected.BEGINNING;
        };
    }

    @Override
    @Nullable
    MoqtMessage next() throws MalformedMessageException {
        Ahead ahead = new Ahead(held);
        return switch (expected) {
            case OBJECTS -> object(ahead);
            case BEGINNING -> beginning(ahead);
            case REQUEST, CHANGES, ANSWERS, CONTROL -> message(ahead);
        };
    }

    private @Nullable MoqtMessage message(Ahead ahead) throws MalformedMessageException {
        long type = ahead.varint();
        return ahead.missing() ? null : message(type, ahead);
    }

    private @Nullable MoqtMessage message(long type, Ahead ahead) throws MalformedMessageException {
        int length = ahead.unsignedShort();
        if (!ahead.missing() && length > MOST_MESSAGE_BYTES) {
            throw new MalformedMessageException("a message of " + length + " bytes, the most is " + MOST_MESSAGE_BYTES);
        }
        WireReader body = ahead.part(length);
        if (body == null) {
            return null;
        }
        MoqtMessage message = switch (expected) {
            case REQUEST -> MoqtBodies.request(type, body);
            case CHANGES -> MoqtBodies.change(type, body);
            case ANSWERS -> MoqtBodies.answer(type, body);
            case BEGINNING -> new Setup(MoqtFields.properties(body));
            case CONTROL -> MoqtBodies.control(type, body);
            case OBJECTS -> throw new IllegalStateException("no message among objects");
        };
        body.end("a message of type " + type);
        if (expected == Expected.REQUEST) {
            expected = Expected.CHANGES;
        } else if (expected == Expected.BEGINNING) {
            expected = Expected.CONTROL;
        }
        ahead.take();
        return message;
    }

    private @Nullable MoqtMessage beginning(Ahead ahead) throws MalformedMessageException {
        long type = ahead.varint();
        if (ahead.missing()) {
            return null;
        }
        if (type == MoqtBodies.SETUP) {
            return message(type, ahead);
        }
        if ((type & ~(0x0f | NO_PRIORITY | FIRST_OBJECT)) != SUBGROUP || (type & 0x06) == 0x06) {
            throw new MalformedMessageException(MoqProtocols.MOQT_18 + " has no unidirectional stream of type " + type);
        }
        long alias = ahead.varint();
        long group = ahead.varint();
        long subgroup = (type & 0x04) != 0 ? ahead.varint() : (type & 0x02) != 0 ? Subgroup.OF_FIRST_OBJECT : 0;
        Integer priority = (type & NO_PRIORITY) != 0 ? null : Integer.valueOf(ahead.unsignedByte());
        if (ahead.missing()) {
            return null;
        }
        ahead.take();
        expected = Expected.OBJECTS;
        properties = (type & 0x01) != 0;
        return new Subgroup(
                alias, group, subgroup, priority, properties, (type & 0x08) != 0, (type & FIRST_OBJECT) != 0);
    }

    private @Nullable MoqtMessage object(Ahead ahead) throws MalformedMessageException {
        long skipped = ahead.varint();
        WireReader told = properties ? ahead.part(bounded(ahead, MOST_PROPERTY_BYTES, "an object's properties")) : null;
        if (ahead.missing()) {
            return null;
        }
        int length = bounded(ahead, mostFrameBytes, "an object");
        long status = !ahead.missing() && length == 0 ? ahead.varint() : 0;
        WireReader payload = ahead.part(length);
        if (payload == null) {
            return null;
        }
        List<MoqtProperty> of = told == null ? List.of() : MoqtFields.properties(told);
        ahead.take();
        return status == 0 ? new Content(skipped, of, payload.rest()) : new Status(skipped, of, status);
    }

    /** Refused as soon as it is known, long before so many bytes would have come. */
    private static int bounded(Ahead ahead, int most, String what) throws MalformedMessageException {
        long length = ahead.varint();
        if (length > most) {
            throw new MalformedMessageException(what + " of " + length + " bytes, the most is " + most);
        }
        return (int) length;
    }
}
