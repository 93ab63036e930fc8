package channel.every.moq.session;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteDecoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteStream;
import channel.every.moq.wire.LiteVersion;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** The peer as all parts of a session of moq-lite reach it. Within the connection's executor. */
final class LitePeer {
    private final Connection connection;
    private final LiteVersion version;
    private final SessionParts parts;
    private final PartialBytes partial;
    private final Uptake uptake;
    private final Looks looks;
    private final Queue<LiteRequest> waiting = new ArrayDeque<>();

    LitePeer(Connection connection, LiteVersion version, SessionParts parts, Looks looks) {
        this.connection = connection;
        this.version = version;
        this.parts = parts;
        this.looks = looks;
        this.partial = new PartialBytes(parts.limits().partialBytes());
        this.uptake = new Uptake(parts, connection);
    }

    Connection connection() {
        return connection;
    }

    LiteVersion version() {
        return version;
    }

    SessionParts parts() {
        return parts;
    }

    Looks looks() {
        return looks;
    }

    Uptake uptake() {
        return uptake;
    }

    Executor executor() {
        return connection.executor();
    }

    MessageReader<LiteMessage> read(
            LiteStream kind, ReceiveStream stream, MessageReader.Listener<LiteMessage> listener) {
        return MessageReader.listen(
                parts, new LiteDecoder(version, kind, parts.limits().frameBytes()), stream, partial, listener);
    }

    LiteWriter writer(SendStream stream) {
        return new LiteWriter(stream, version);
    }

    /** Asks on a stream of its own, once one is granted. */
    LiteRequest ask(LiteMessage question, LiteStream answer, MessageReader.Listener<LiteMessage> listener) {
        LiteRequest request = new LiteRequest(this, question, answer, listener);
        waiting.add(request);
        openWaiting();
        return request;
    }

    /** Streams may be granted. */
    void openWaiting() {
        while (!waiting.isEmpty()) {
            if (waiting.peek().given()) {
                waiting.remove();
                continue;
            }
            BidirectionalStream stream = connection.openBidirectional();
            if (stream == null) {
                return;
            }
            waiting.remove().open(stream);
        }
    }
}
