package channel.every.moq.session;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.wire.MoqtDecoder;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;

/** The peer as all parts of a session of moq-transport reach it. Within the connection's executor. */
final class MoqtPeer {
    private final Connection connection;
    private final SessionParts parts;
    private final PartialBytes partial;
    private final Uptake uptake;
    private final Looks looks;
    private final Queue<MoqtRequest> waiting = new ArrayDeque<>();
    private long nextId;

    MoqtPeer(Connection connection, SessionParts parts, Looks looks) {
        this.connection = connection;
        this.parts = parts;
        this.looks = looks;
        this.partial = new PartialBytes(parts.limits().partialBytes());
        this.uptake = new Uptake(parts, connection);
        // Whoever opened the connection has the even ids.
        this.nextId = connection.accepted() ? 1 : 0;
    }

    Connection connection() {
        return connection;
    }

    SessionParts parts() {
        return parts;
    }

    PartialBytes partial() {
        return partial;
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

    MessageReader<MoqtMessage> read(
            MoqtStream kind, ReceiveStream stream, MessageReader.Listener<MoqtMessage> listener) {
        return MessageReader.listen(
                parts, new MoqtDecoder(kind, parts.limits().frameBytes()), stream, partial, listener);
    }

    /** Asks on a stream of its own, once one is granted. @param question by its id */
    MoqtRequest ask(LongFunction<MoqtMessage> question, MessageReader.Listener<MoqtMessage> listener) {
        MoqtRequest request = new MoqtRequest(this, question.apply(nextId), listener);
        nextId += 2;
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
