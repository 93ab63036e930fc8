package channel.every.moq.wire;

import channel.every.moq.wire.MoqtMessage.Content;
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
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtMessage.Status;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeNamespace;
import channel.every.moq.wire.MoqtMessage.SubscribeOk;
import channel.every.moq.wire.MoqtMessage.TrackStatus;
import channel.every.moq.wire.MoqtMessage.Unserved;
import java.util.List;

/** Writes one direction of a stream of draft-ietf-moq-transport-18: a message's bytes with its type and length. */
public final class MoqtEncoder {
    /** Whether the stream's objects have properties, as its subgroup told. */
    private boolean properties;

    /** @throws IllegalArgumentException if there are no such bytes */
    public byte[] encode(MoqtMessage message) {
        WireWriter out = new WireWriter(Varint.LEADING_ONES);
        switch (message) {
            case Setup setup -> control(out, MoqtBodies.SETUP, body -> MoqtFields.properties(setup.options(), body));
            case Goaway goaway ->
                control(out, MoqtBodies.GOAWAY, body -> body.text(goaway.uri()).varint(goaway.timeoutMs()));
            case SubscribeNamespace subscribe ->
                control(
                        out,
                        MoqtBodies.SUBSCRIBE_NAMESPACE,
                        body -> request(subscribe.id(), subscribe.prefix(), body, subscribe.parameters()));
            case PublishNamespace publish ->
                control(
                        out,
                        MoqtBodies.PUBLISH_NAMESPACE,
                        body -> request(publish.id(), publish.namespace(), body, publish.parameters()));
            case Subscribe subscribe ->
                control(
                        out,
                        MoqtBodies.SUBSCRIBE,
                        body -> MoqtFields.parameters(
                                subscribe.parameters(),
                                MoqtFields.namespace(subscribe.namespace(), body.varint(subscribe.id()))
                                        .text(subscribe.track())));
            case RequestUpdate update ->
                control(
                        out,
                        MoqtBodies.REQUEST_UPDATE,
                        body -> MoqtFields.parameters(update.parameters(), body.varint(update.id())));
            case TrackStatus status ->
                control(
                        out,
                        MoqtBodies.TRACK_STATUS,
                        body -> MoqtFields.parameters(
                                status.parameters(),
                                MoqtFields.namespace(status.namespace(), body.varint(status.id()))
                                        .text(status.track())));
            case Publish publish ->
                control(
                        out,
                        MoqtBodies.PUBLISH,
                        body -> MoqtFields.properties(
                                publish.properties(),
                                MoqtFields.parameters(
                                        publish.parameters(),
                                        MoqtFields.namespace(publish.namespace(), body.varint(publish.id()))
                                                .text(publish.track())
                                                .varint(publish.alias()))));
            case Fetch fetch ->
                control(
                        out,
                        MoqtBodies.FETCH,
                        body -> MoqtFields.parameters(
                                fetch.parameters(),
                                MoqtFields.namespace(
                                                fetch.namespace(),
                                                body.varint(fetch.id()).varint(MoqtBodies.STANDALONE))
                                        .text(fetch.track())
                                        .varint(fetch.startGroup())
                                        .varint(fetch.startObject())
                                        .varint(fetch.endGroup())
                                        .varint(fetch.endObject())));
            case JoiningFetch fetch ->
                control(
                        out,
                        MoqtBodies.FETCH,
                        body -> MoqtFields.parameters(
                                fetch.parameters(),
                                body.varint(fetch.id())
                                        .varint(
                                                fetch.relative()
                                                        ? MoqtBodies.RELATIVE_JOINING
                                                        : MoqtBodies.ABSOLUTE_JOINING)
                                        .varint(fetch.joined())
                                        .varint(fetch.start())));
            case FetchOk ok ->
                control(
                        out,
                        MoqtBodies.FETCH_OK,
                        body -> MoqtFields.properties(
                                ok.properties(),
                                MoqtFields.parameters(
                                        ok.parameters(),
                                        body.unsignedByte(ok.endOfTrack() ? 1 : 0)
                                                .varint(ok.endGroup())
                                                .varint(ok.endObject()))));
            case Unserved unserved ->
                throw new IllegalArgumentException("a request of type " + unserved.type() + " is never made");
            case RequestOk ok ->
                control(
                        out,
                        MoqtBodies.REQUEST_OK,
                        body -> MoqtFields.properties(ok.properties(), MoqtFields.parameters(ok.parameters(), body)));
            case RequestError error ->
                control(
                        out,
                        MoqtBodies.REQUEST_ERROR,
                        body -> body.varint(error.code())
                                .varint(error.retryMs())
                                .text(error.reason()));
            case SubscribeOk ok ->
                control(
                        out,
                        MoqtBodies.SUBSCRIBE_OK,
                        body -> MoqtFields.properties(
                                ok.properties(), MoqtFields.parameters(ok.parameters(), body.varint(ok.alias()))));
            case Namespace namespace ->
                control(out, MoqtBodies.NAMESPACE, body -> {
                    MoqtFields.namespace(namespace.suffix(), body);
                    if (!namespace.parameters().isEmpty()) {
                        MoqtFields.parameters(namespace.parameters(), body);
                    }
                });
            case NamespaceDone done ->
                control(out, MoqtBodies.NAMESPACE_DONE, body -> MoqtFields.namespace(done.suffix(), body));
            case PublishDone done ->
                control(
                        out,
                        MoqtBodies.PUBLISH_DONE,
                        body -> body.varint(done.status())
                                .varint(done.streams())
                                .text(done.reason()));
            case Subgroup subgroup -> subgroup(subgroup, out);
            case Content content ->
                length(content.payload().length, head(content.skipped(), content.properties(), out))
                        .raw(content.payload());
            case Status status ->
                head(status.skipped(), status.properties(), out).varint(0).varint(status.status());
        }
        return out.toBytes();
    }

    /** What stands before the payload of the next object: who writes that itself need not copy it. */
    public byte[] contentHead(List<MoqtProperty> of, int payloadBytes) {
        return length(payloadBytes, head(0, of, new WireWriter(Varint.LEADING_ONES)))
                .toBytes();
    }

    /** Where there is no payload, a status tells whether there is an object: 0 that it is an empty one. */
    private static WireWriter length(int payloadBytes, WireWriter out) {
        out.varint(payloadBytes);
        return payloadBytes == 0 ? out.varint(0) : out;
    }

    private interface Body {
        void write(WireWriter body);
    }

    private static void control(WireWriter out, int type, Body fields) {
        WireWriter body = new WireWriter(Varint.LEADING_ONES);
        fields.write(body);
        byte[] bytes = body.toBytes();
        out.varint(type).unsignedShort(bytes.length).raw(bytes);
    }

    private static void request(long id, List<String> namespace, WireWriter body, List<MoqtParameter> parameters) {
        MoqtFields.parameters(parameters, MoqtFields.namespace(namespace, body.varint(id)));
    }

    private void subgroup(Subgroup subgroup, WireWriter out) {
        properties = subgroup.properties();
        boolean named = subgroup.subgroup() > 0;
        out.varint(0x10
                        | (subgroup.properties() ? 0x01 : 0)
                        | (subgroup.subgroup() == Subgroup.OF_FIRST_OBJECT ? 0x02 : 0)
                        | (named ? 0x04 : 0)
                        | (subgroup.last() ? 0x08 : 0)
                        | (subgroup.priority() == null ? 0x20 : 0)
                        | (subgroup.first() ? 0x40 : 0))
                .varint(subgroup.alias())
                .varint(subgroup.group());
        if (named) {
            out.varint(subgroup.subgroup());
        }
        Integer priority = subgroup.priority();
        if (priority != null) {
            out.unsignedByte(priority);
        }
    }

    private WireWriter head(long skipped, List<MoqtProperty> of, WireWriter out) {
        if (!properties && !of.isEmpty()) {
            throw new IllegalArgumentException("the subgroup tells that its objects have no properties");
        }
        out.varint(skipped);
        if (properties) {
            out.bytes(MoqtFields.properties(of, new WireWriter(Varint.LEADING_ONES))
                    .toBytes());
        }
        return out;
    }
}
