package channel.every.moq.qmux;

import channel.every.moq.qmux.QmuxFrame.Blocked;
import channel.every.moq.qmux.QmuxFrame.Close;
import channel.every.moq.qmux.QmuxFrame.MaxData;
import channel.every.moq.qmux.QmuxFrame.MaxStreamData;
import channel.every.moq.qmux.QmuxFrame.MaxStreams;
import channel.every.moq.qmux.QmuxFrame.Parameters;
import channel.every.moq.qmux.QmuxFrame.Ping;
import channel.every.moq.qmux.QmuxFrame.Pong;
import channel.every.moq.qmux.QmuxFrame.ResetStream;
import channel.every.moq.qmux.QmuxFrame.StopSending;
import channel.every.moq.qmux.QmuxFrame.StreamData;
import channel.every.moq.wire.MalformedMessageException;
import channel.every.moq.wire.Varint;
import channel.every.moq.wire.WireReader;
import channel.every.moq.wire.WireWriter;
import java.util.function.Consumer;

/** Messages of the channel as frames, and back. */
final class QmuxCodec {
    private static final long PARAMETERS = 0x3f5153300d0a0d0aL;
    private static final long PING = 0x348c67529ef8c7bdL;
    private static final long PONG = 0x348c67529ef8c7beL;

    /** RFC 9000 19.8: STREAM, with its offset and its length as @moq/qmux sends it; 1 more is the last. */
    private static final int STREAM = 0x0e;

    /** Type, three integers of at most 8 bytes each and a length of 4. */
    static final int STREAM_OVERHEAD = 1 + 8 + 8 + 4;

    private QmuxCodec() {}

    /** @param frames handed on one by one: those before bytes that are none came too */
    static void decode(QmuxVersion version, byte[] bytes, int offset, int length, Consumer<? super QmuxFrame> frames)
            throws MalformedMessageException {
        if (length > version.mostMessageBytes()) {
            throw new MalformedMessageException(
                    "a message of " + length + " bytes, the most is " + version.mostMessageBytes());
        }
        WireReader in = new WireReader(Varint.TWO_BITS, bytes, offset, length);
        do {
            long type = in.varint("frame_type");
            if (type == 0) {
                continue;
            }
            QmuxFrame frame = frame(type, in, version);
            if (!version.records()) {
                in.end("a frame");
            }
            frames.accept(frame);
        } while (version.records() && in.left() > 0);
        in.end("padding");
    }

    private static QmuxFrame frame(long type, WireReader in, QmuxVersion version) throws MalformedMessageException {
        if (0x08 <= type && type <= 0x0f) {
            long id = in.varint("stream_id");
            long offset = (type & 4) == 0 ? 0 : in.varint("offset");
            return new StreamData(id, offset, (type & 2) == 0 ? in.rest() : in.bytes("data"), (type & 1) != 0);
        }
        if (0x14 <= type && type <= 0x17) {
            return new Blocked(type, type == 0x15 ? in.varint("stream_id") : 0, in.varint("limit"));
        }
        if (type == 0x04) {
            return new ResetStream(in.varint("stream_id"), in.varint("code"), in.varint("final_size"));
        }
        if (type == 0x05) {
            return new StopSending(in.varint("stream_id"), in.varint("code"));
        }
        if (type == 0x10) {
            return new MaxData(in.varint("limit"));
        }
        if (type == 0x11) {
            return new MaxStreamData(in.varint("stream_id"), in.varint("limit"));
        }
        if (type == 0x12 || type == 0x13) {
            return new MaxStreams(type == 0x12, in.varint("limit"));
        }
        if (type == 0x1c || type == 0x1d) {
            long code = in.varint("code");
            if (type == 0x1c) {
                in.varint("frame_type");
            }
            return new Close(type == 0x1d, code, in.text("reason"));
        }
        if (type == PARAMETERS) {
            return new Parameters(TransportParameters.read(in.part(in.size("length"), "parameters")));
        }
        if ((type == PING || type == PONG) && version.records()) {
            long sequence = in.varint("sequence");
            return type == PING ? new Ping(sequence) : new Pong(sequence);
        }
        throw new MalformedMessageException(version.label() + " has no frame of type " + type);
    }

    /** @param version for what it does not have */
    static byte[] encode(QmuxVersion version, QmuxFrame frame) {
        WireWriter out = new WireWriter(Varint.TWO_BITS);
        switch (frame) {
            case StreamData data ->
                out.varint(STREAM | (data.fin() ? 1 : 0))
                        .varint(data.id())
                        .varint(data.offset())
                        .bytes(data.data());
            case ResetStream reset ->
                out.varint(0x04).varint(reset.id()).varint(reset.code()).varint(reset.finalSize());
            case StopSending stop -> out.varint(0x05).varint(stop.id()).varint(stop.code());
            case MaxData max -> out.varint(0x10).varint(max.limit());
            case MaxStreamData max -> out.varint(0x11).varint(max.id()).varint(max.limit());
            case MaxStreams max -> out.varint(max.bidirectional() ? 0x12 : 0x13).varint(max.limit());
            case Blocked blocked -> {
                out.varint(blocked.type());
                if (blocked.type() == 0x15) {
                    out.varint(blocked.id());
                }
                out.varint(blocked.limit());
            }
            case Close close -> {
                out.varint(close.application() ? 0x1d : 0x1c).varint(close.code());
                if (!close.application()) {
                    out.varint(0);
                }
                out.text(close.reason());
            }
            case Parameters parameters -> {
                WireWriter values = new WireWriter(Varint.TWO_BITS);
                parameters.values().write(values);
                out.varint(PARAMETERS).bytes(values.toBytes());
            }
            case Ping ping -> records(version, out).varint(PING).varint(ping.sequence());
            case Pong pong -> records(version, out).varint(PONG).varint(pong.sequence());
        }
        return out.toBytes();
    }

    private static WireWriter records(QmuxVersion version, WireWriter out) {
        if (!version.records()) {
            throw new IllegalArgumentException(version.label() + " has no such frame");
        }
        return out;
    }
}
