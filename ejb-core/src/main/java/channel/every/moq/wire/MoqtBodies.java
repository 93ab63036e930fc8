package channel.every.moq.wire;

import channel.every.moq.wire.MoqtMessage.Fetch;
import channel.every.moq.wire.MoqtMessage.FetchOk;
import channel.every.moq.wire.MoqtMessage.Goaway;
import channel.every.moq.wire.MoqtMessage.JoiningFetch;
import channel.every.moq.wire.MoqtMessage.Namespace;
import channel.every.moq.wire.MoqtMessage.NamespaceDone;
import channel.every.moq.wire.MoqtMessage.Publish;
import channel.every.moq.wire.MoqtMessage.PublishDone;
import channel.every.moq.wire.MoqtMessage.PublishNamespace;
import channel.every.moq.wire.MoqtMessage.RequestError;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import channel.every.moq.wire.MoqtMessage.RequestUpdate;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeNamespace;
import channel.every.moq.wire.MoqtMessage.SubscribeOk;
import channel.every.moq.wire.MoqtMessage.TrackStatus;
import channel.every.moq.wire.MoqtMessage.Unserved;
import java.util.List;

/** What stands within the length of each message of moq-transport. */
final class MoqtBodies {
    static final int SETUP = 0x2f00;
    static final int REQUEST_UPDATE = 0x02;
    static final int SUBSCRIBE = 0x03;
    static final int SUBSCRIBE_OK = 0x04;
    static final int REQUEST_ERROR = 0x05;
    static final int PUBLISH_NAMESPACE = 0x06;
    static final int REQUEST_OK = 0x07;
    static final int NAMESPACE = 0x08;
    static final int PUBLISH_DONE = 0x0b;
    static final int TRACK_STATUS = 0x0d;
    static final int NAMESPACE_DONE = 0x0e;
    static final int GOAWAY = 0x10;
    static final int FETCH = 0x16;
    static final int FETCH_OK = 0x18;
    static final int PUBLISH = 0x1d;
    static final int SUBSCRIBE_NAMESPACE = 0x50;
    static final int SUBSCRIBE_TRACKS = 0x51;

    /** draft-ietf-moq-transport-18 10.16: kinds of FETCH. */
    static final int STANDALONE = 1;

    static final int RELATIVE_JOINING = 2;
    static final int ABSOLUTE_JOINING = 3;

    private MoqtBodies() {}

    static MoqtMessage request(long type, WireReader in) throws MalformedMessageException {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case SUBSCRIBE ->
                new Subscribe(
                        in.varint("request_id"),
                        MoqtFields.namespace(in),
                        in.text("track_name"),
                        MoqtFields.parameters(in));
            case PUBLISH_NAMESPACE -> publishNamespace(in);
            case SUBSCRIBE_NAMESPACE ->
                new SubscribeNamespace(in.varint("request_id"), MoqtFields.namespace(in), MoqtFields.parameters(in));
            case TRACK_STATUS ->
                new TrackStatus(
                        in.varint("request_id"),
                        MoqtFields.namespace(in),
                        in.text("track_name"),
                        MoqtFields.parameters(in));
            case PUBLISH ->
                new Publish(
                        in.varint("request_id"),
                        MoqtFields.namespace(in),
                        in.text("track_name"),
                        in.varint("track_alias"),
                        MoqtFields.parameters(in),
                        MoqtFields.properties(in));
            case FETCH -> fetch(in);
            case SUBSCRIBE_TRACKS -> {
                Unserved unserved = new Unserved(type, in.varint("request_id"));
                in.rest();
                yield unserved;
            }
            default -> throw unknown(type, "request");
        };
    }

    private static MoqtMessage fetch(WireReader in) throws MalformedMessageException {
        long id = in.varint("request_id");
        long kind = in.varint("fetch_type");
        if (kind == STANDALONE) {
            return new Fetch(
                    id,
                    MoqtFields.namespace(in),
                    in.text("track_name"),
                    in.varint("start_group"),
                    in.varint("start_object"),
                    in.varint("end_group"),
                    in.varint("end_object"),
                    MoqtFields.parameters(in));
        }
        if (kind == RELATIVE_JOINING || kind == ABSOLUTE_JOINING) {
            return new JoiningFetch(
                    id,
                    kind == RELATIVE_JOINING,
                    in.varint("joining_request_id"),
                    in.varint("joining_start"),
                    MoqtFields.parameters(in));
        }
        throw new MalformedMessageException("there is no fetch_type " + kind);
    }

    /** After the request, on its direction of the stream. */
    static MoqtMessage change(long type, WireReader in) throws MalformedMessageException {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case REQUEST_UPDATE -> new RequestUpdate(in.varint("request_id"), MoqtFields.parameters(in));
            case PUBLISH_NAMESPACE -> publishNamespace(in);
            case PUBLISH_DONE -> publishDone(in);
            default -> throw unknown(type, "change of a request");
        };
    }

    static MoqtMessage answer(long type, WireReader in) throws MalformedMessageException {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case SUBSCRIBE_OK ->
                new SubscribeOk(in.varint("track_alias"), MoqtFields.parameters(in), MoqtFields.properties(in));
            case REQUEST_ERROR ->
                new RequestError(in.varint("error_code"), in.varint("retry_interval"), in.text("reason"));
            case FETCH_OK ->
                new FetchOk(
                        in.flag("end_of_track"),
                        in.varint("end_group"),
                        in.varint("end_object"),
                        MoqtFields.parameters(in),
                        MoqtFields.properties(in));
            case REQUEST_OK -> new RequestOk(MoqtFields.parameters(in), MoqtFields.properties(in));
            case NAMESPACE ->
                new Namespace(MoqtFields.namespace(in), in.left() == 0 ? List.of() : MoqtFields.parameters(in));
            case NAMESPACE_DONE -> new NamespaceDone(MoqtFields.namespace(in));
            case PUBLISH_DONE -> publishDone(in);
            default -> throw unknown(type, "answer");
        };
    }

    /** After SETUP. In 18 a request's id may follow, which says where the peer stopped listening. */
    static MoqtMessage control(long type, WireReader in) throws MalformedMessageException {
        if (type != GOAWAY) {
            throw unknown(type, "message of a control stream");
        }
        Goaway goaway = new Goaway(in.text("new_session_uri"), in.varint("timeout"));
        if (in.left() > 0) {
            in.varint("request_id");
        }
        return goaway;
    }

    private static PublishNamespace publishNamespace(WireReader in) throws MalformedMessageException {
        return new PublishNamespace(in.varint("request_id"), MoqtFields.namespace(in), MoqtFields.parameters(in));
    }

    private static PublishDone publishDone(WireReader in) throws MalformedMessageException {
        return new PublishDone(in.varint("status_code"), in.varint("stream_count"), in.text("reason"));
    }

    private static MalformedMessageException unknown(long type, String what) {
        return new MalformedMessageException(MoqProtocols.MOQT_18 + " has no " + what + " of type " + type);
    }
}
