package channel.every.moq.wire;

import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Goaway;
import channel.every.moq.wire.LiteMessage.Group;
import channel.every.moq.wire.LiteMessage.Probe;
import channel.every.moq.wire.LiteMessage.Setup;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeDrop;
import channel.every.moq.wire.LiteMessage.SubscribeEnd;
import channel.every.moq.wire.LiteMessage.SubscribeOk;
import channel.every.moq.wire.LiteMessage.SubscribeStart;
import channel.every.moq.wire.LiteMessage.TrackInfo;
import channel.every.moq.wire.LiteMessage.TrackRequest;

/** What stands within the length of each message. */
final class LiteBodies {
    private LiteBodies() {}

    static LiteMessage request(long type, WireReader in, LiteVersion version) throws MalformedMessageException {
        if (type == 1) {
            return new AnnounceRequest(in.text("prefix"), version.fourth() ? in.varint("exclude_hop") : 0);
        }
        if (type == 2) {
            return new Subscribe(
                    in.varint("subscribe_id"), in.text("broadcast"), in.text("track"), LiteFields.wanted(in));
        }
        if (type == 3) {
            return new Fetch(in.text("broadcast"), in.text("track"), in.unsignedByte("priority"), in.varint("group"));
        }
        if (type == 5 && version.fourth()) {
            return new Goaway(in.text("uri"));
        }
        if (type == 6 && version.fifth()) {
            return new TrackRequest(in.text("broadcast"), in.text("track"));
        }
        throw new MalformedMessageException(version.protocol() + " has no request of type " + type);
    }

    static LiteMessage subscription(long type, WireReader in, LiteVersion version) throws MalformedMessageException {
        if (type == (version.fifth() ? 2 : 1)) {
            return new SubscribeDrop(in.varint("start"), in.varint("end"), in.varint("error"));
        }
        if (type == 0) {
            return version.fifth() ? new SubscribeStart(in.varint("group")) : new SubscribeOk(LiteFields.wanted(in));
        }
        if (type == 1) {
            return new SubscribeEnd(in.varint("group"));
        }
        throw new MalformedMessageException(version.protocol() + " has no answer of type " + type + " to SUBSCRIBE");
    }

    static LiteMessage unidirectional(long type, WireReader in, LiteVersion version) throws MalformedMessageException {
        if (type == 0) {
            return new Group(in.varint("subscribe_id"), in.varint("group_sequence"));
        }
        if (type == 1 && version.fifth()) {
            return new Setup(LiteFields.parameters(in));
        }
        throw new MalformedMessageException(version.protocol() + " has no unidirectional stream of type " + type);
    }

    static LiteMessage announceOk(WireReader in) throws MalformedMessageException {
        return new AnnounceOk(in.varint("hop_id"), in.varint("active_count"));
    }

    /** In 05 a status of 2 announces anew what is announced. */
    static LiteMessage announce(WireReader in, LiteVersion version) throws MalformedMessageException {
        int status = in.unsignedByte("status");
        if (status > (version.fifth() ? 2 : 1)) {
            throw new MalformedMessageException("status is neither ended nor active: " + status);
        }
        return new Announce(status != 0, in.text("suffix"), LiteFields.hops(in, version));
    }

    static LiteMessage trackInfo(WireReader in) throws MalformedMessageException {
        TrackInfo info = new TrackInfo(
                in.unsignedByte("priority"), in.flag("ordered"), in.varint("max_latency"), in.varint("timescale"));
        if (info.timescale() == 0) {
            throw new MalformedMessageException("timescale is 0");
        }
        return info;
    }

    static LiteMessage probe(WireReader in, LiteVersion version) throws MalformedMessageException {
        return new Probe(in.varint("bitrate"), version.fourth() ? in.varint("rtt") : 0);
    }
}
