package channel.every.moq.wire;

import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Frame;
import channel.every.moq.wire.LiteMessage.Goaway;
import channel.every.moq.wire.LiteMessage.Group;
import channel.every.moq.wire.LiteMessage.Probe;
import channel.every.moq.wire.LiteMessage.ProbeRequest;
import channel.every.moq.wire.LiteMessage.Setup;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeDrop;
import channel.every.moq.wire.LiteMessage.SubscribeEnd;
import channel.every.moq.wire.LiteMessage.SubscribeOk;
import channel.every.moq.wire.LiteMessage.SubscribeStart;
import channel.every.moq.wire.LiteMessage.SubscribeUpdate;
import channel.every.moq.wire.LiteMessage.TrackInfo;
import channel.every.moq.wire.LiteMessage.TrackRequest;

/** Writes one direction of a stream: a message's bytes with the type that stands before them where it has one. */
public final class LiteEncoder {
    private final LiteVersion version;
    private long timestamp;

    public LiteEncoder(LiteVersion version) {
        this.version = version;
    }

    /** @throws IllegalArgumentException if this version has no such message, or a value does not fit into it */
    public byte[] encode(LiteMessage message) {
        WireWriter out = new WireWriter(Varint.TWO_BITS);
        switch (message) {
            case Setup setup -> typed(out, 1, fields -> LiteFields.write(setup.parameters(), fields), version.fifth());
            case AnnounceRequest request ->
                typed(
                        out,
                        1,
                        fields -> {
                            fields.text(request.prefix());
                            if (version.fourth()) {
                                fields.varint(request.excludeHop());
                            }
                        },
                        true);
            case AnnounceOk ok ->
                plain(out, fields -> fields.varint(ok.origin()).varint(ok.active()), version.fifth());
            case Announce announce ->
                plain(
                        out,
                        fields -> LiteFields.write(
                                announce.hops(),
                                version,
                                fields.flag(announce.active()).text(announce.suffix())),
                        true);
            case Subscribe subscribe ->
                typed(
                        out,
                        2,
                        fields -> LiteFields.write(
                                subscribe.wanted(),
                                fields.varint(subscribe.id())
                                        .text(subscribe.broadcast())
                                        .text(subscribe.track())),
                        true);
            case SubscribeUpdate update -> plain(out, fields -> LiteFields.write(update.wanted(), fields), true);
            case SubscribeOk ok -> typed(out, 0, fields -> LiteFields.write(ok.given(), fields), !version.fifth());
            case SubscribeStart start -> typed(out, 0, fields -> fields.varint(start.group()), version.fifth());
            case SubscribeEnd end -> typed(out, 1, fields -> fields.varint(end.group()), version.fifth());
            case SubscribeDrop drop ->
                typed(
                        out,
                        version.fifth() ? 2 : 1,
                        fields -> fields.varint(drop.start()).varint(drop.end()).varint(drop.error()),
                        true);
            case TrackRequest request ->
                typed(out, 6, fields -> fields.text(request.broadcast()).text(request.track()), version.fifth());
            case TrackInfo info ->
                plain(
                        out,
                        fields -> fields.unsignedByte(info.priority())
                                .flag(info.ordered())
                                .varint(info.maxLatencyMs())
                                .varint(info.timescale()),
                        version.fifth() && info.timescale() != 0);
            case Fetch fetch ->
                typed(
                        out,
                        3,
                        fields -> fields.text(fetch.broadcast())
                                .text(fetch.track())
                                .unsignedByte(fetch.priority())
                                .varint(fetch.group()),
                        true);
            case ProbeRequest request -> out.varint(4);
            case Probe probe ->
                plain(
                        out,
                        fields -> {
                            fields.varint(probe.bitrate());
                            if (version.fourth()) {
                                fields.varint(probe.rttMs());
                            }
                        },
                        true);
            case Goaway goaway -> typed(out, 5, fields -> fields.text(goaway.uri()), version.fourth());
            case Group group ->
                typed(out, 0, fields -> fields.varint(group.subscribeId()).varint(group.sequence()), true);
            case Frame frame -> frame(frame, out);
        }
        return out.toBytes();
    }

    /**
     * What stands before the payload of a frame: who writes that itself need not copy it. The first timestamp of a stream counts from 0,
     * each next from the one before.
     */
    public byte[] frameHead(long frameTimestamp, int payloadBytes) {
        WireWriter out = new WireWriter(Varint.TWO_BITS);
        frameHead(frameTimestamp, payloadBytes, out);
        return out.toBytes();
    }

    private void frameHead(long frameTimestamp, int payloadBytes, WireWriter out) {
        if (version.fifth()) {
            out.varint(LiteFields.zigzag(frameTimestamp - timestamp));
            timestamp = frameTimestamp;
        }
        out.varint(payloadBytes);
    }

    private void frame(Frame frame, WireWriter out) {
        frameHead(frame.timestamp(), frame.payload().length, out);
        out.raw(frame.payload());
    }

    private interface Fields {
        void write(WireWriter fields);
    }

    private void typed(WireWriter out, long type, Fields fields, boolean known) {
        out.varint(type);
        plain(out, fields, known);
    }

    private void plain(WireWriter out, Fields fields, boolean known) {
        if (!known) {
            throw new IllegalArgumentException(version.protocol() + " has no such message");
        }
        WireWriter body = new WireWriter(Varint.TWO_BITS);
        fields.write(body);
        out.bytes(body.toBytes());
    }
}
