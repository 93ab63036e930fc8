package channel.every.moq.wire;

import channel.every.moq.wire.LiteMessage.Frame;
import channel.every.moq.wire.LiteMessage.Group;
import channel.every.moq.wire.LiteMessage.ProbeRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one direction of a stream, cut anywhere, into messages. Holds no more than one message that has begun: control messages are
 * bounded by {@link #MOST_MESSAGE_BYTES}, frames by what the constructor is told. After an exception it is of no more use.
 */
public final class LiteDecoder extends StreamDecoder<LiteMessage> {
    /** Names of broadcast and track and a way of 32 hops are far below. */
    public static final int MOST_MESSAGE_BYTES = 16 * 1024;

    private final LiteVersion version;
    private final int mostFrameBytes;
    private LiteStream expected;
    private boolean announceOk;
    private long timestamp;

    public LiteDecoder(LiteVersion version, LiteStream stream, int mostFrameBytes) {
        this.version = version;
        this.expected = stream;
        this.mostFrameBytes = mostFrameBytes;
        this.announceOk = version.fifth();
    }

    @Override
    @Nullable
    LiteMessage next() throws MalformedMessageException {
        if (held.length() == 0) {
            return null;
        }
        return switch (expected) {
            case REQUEST, SUBSCRIPTION, UNIDIRECTIONAL -> typed();
            case ANNOUNCEMENTS, TRACK_INFO, PROBES, UPDATES -> plain();
            case FRAMES -> frame();
            case NOTHING -> throw new MalformedMessageException("bytes follow the last message of the stream");
        };
    }

    private @Nullable LiteMessage typed() throws MalformedMessageException {
        int typeLength = Varint.TWO_BITS.length(held.first());
        if (pending() < typeLength) {
            return null;
        }
        long type = new WireReader(Varint.TWO_BITS, held.bytes(), held.at(), typeLength).varint("type");
        if (expected == LiteStream.REQUEST && type == 4) {
            held.skip(typeLength);
            expected = LiteStream.NOTHING;
            return new ProbeRequest();
        }
        WireReader body = body(typeLength);
        if (body == null) {
            return null;
        }
        LiteMessage message = switch (expected) {
            case REQUEST -> LiteBodies.request(type, body, version);
            case SUBSCRIPTION -> LiteBodies.subscription(type, body, version);
            case UNIDIRECTIONAL -> LiteBodies.unidirectional(type, body, version);
            case ANNOUNCEMENTS, TRACK_INFO, FRAMES, PROBES, UPDATES, NOTHING ->
                throw new IllegalStateException("no typed message on " + expected);
        };
        body.end("a message of type " + type);
        if (message instanceof LiteMessage.Subscribe) {
            expected = LiteStream.UPDATES;
        } else if (message instanceof Group) {
            expected = LiteStream.FRAMES;
        } else if (expected != LiteStream.SUBSCRIPTION) {
            expected = LiteStream.NOTHING;
        }
        return message;
    }

    private @Nullable LiteMessage plain() throws MalformedMessageException {
        WireReader body = body(0);
        if (body == null) {
            return null;
        }
        LiteMessage message = switch (expected) {
            case ANNOUNCEMENTS -> announceOk ? LiteBodies.announceOk(body) : LiteBodies.announce(body, version);
            case TRACK_INFO -> LiteBodies.trackInfo(body);
            case PROBES -> LiteBodies.probe(body, version);
            case UPDATES -> new LiteMessage.SubscribeUpdate(LiteFields.wanted(body));
            case REQUEST, SUBSCRIPTION, UNIDIRECTIONAL, FRAMES, NOTHING ->
                throw new IllegalStateException("no plain message on " + expected);
        };
        body.end("a message");
        announceOk = false;
        if (expected == LiteStream.TRACK_INFO) {
            expected = LiteStream.NOTHING;
        }
        return message;
    }

    /** The length-prefixed body behind {@code skip} bytes, taken; null while it is not all there. */
    private @Nullable WireReader body(int skip) throws MalformedMessageException {
        long length = length(skip, MOST_MESSAGE_BYTES, "a message");
        if (length < 0) {
            return null;
        }
        int head = skip + Varint.TWO_BITS.length(byteAt(skip));
        if (pending() - head < length) {
            return null;
        }
        WireReader body = new WireReader(Varint.TWO_BITS, held.bytes(), held.at() + head, (int) length);
        held.skip(head + (int) length);
        return body;
    }

    /** Refused as soon as it is known, long before so many bytes would have come; -1 while it is not. */
    private long length(int skip, int most, String what) throws MalformedMessageException {
        if (pending() <= skip || pending() - skip < Varint.TWO_BITS.length(byteAt(skip))) {
            return -1;
        }
        long length =
                new WireReader(Varint.TWO_BITS, held.bytes(), held.at() + skip, pending() - skip).varint("length");
        if (length > most) {
            throw new MalformedMessageException(what + " of " + length + " bytes, the most is " + most);
        }
        return length;
    }

    private @Nullable LiteMessage frame() throws MalformedMessageException {
        int skip = version.fifth() ? Varint.TWO_BITS.length(held.first()) : 0;
        long length = length(skip, mostFrameBytes, "a frame");
        if (length < 0) {
            return null;
        }
        int head = skip + Varint.TWO_BITS.length(byteAt(skip));
        if (pending() - head < length) {
            return null;
        }
        if (version.fifth()) {
            timestamp += LiteFields.unzigzag(
                    new WireReader(Varint.TWO_BITS, held.bytes(), held.at(), skip).varint("timestamp"));
        }
        held.skip(head);
        byte[] payload = Arrays.copyOfRange(held.bytes(), held.at(), held.at() + (int) length);
        held.skip((int) length);
        return new Frame(timestamp, payload);
    }

    private byte byteAt(int skip) {
        return held.bytes()[held.at() + skip];
    }
}
