package channel.every.moq.qmux;

import channel.every.moq.qmux.QmuxFrame.MaxStreamData;
import channel.every.moq.qmux.QmuxFrame.MaxStreams;
import channel.every.moq.qmux.QmuxFrame.ResetStream;
import channel.every.moq.qmux.QmuxFrame.StopSending;
import channel.every.moq.qmux.QmuxFrame.StreamData;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.SendStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a connection that are not over. */
final class QmuxStreams {
    private final QmuxConnection connection;
    private final boolean server;
    private final Map<Long, QmuxStream> live = new HashMap<>();
    private final TransportParameters granted;
    private final PeerStreams peerBidirectional;
    private final PeerStreams peerUnidirectional;
    private final OwnStreams ownBidirectional = new OwnStreams();
    private final OwnStreams ownUnidirectional = new OwnStreams();
    private final List<QmuxStream> unstarted = new ArrayList<>();
    private TransportParameters peer = TransportParameters.NONE;

    QmuxStreams(QmuxConnection connection, boolean server, TransportParameters granted) {
        this.connection = connection;
        this.server = server;
        this.granted = granted;
        this.peerBidirectional = new PeerStreams(granted.bidirectionalStreams());
        this.peerUnidirectional = new PeerStreams(granted.unidirectionalStreams());
    }

    @Nullable
    SendStream openUnidirectional() {
        if (ownUnidirectional.exhausted()) {
            return null;
        }
        long id = StreamIds.id(ownUnidirectional.open(), server, false);
        QmuxSend send = new QmuxSend(connection, id, new SendCredit(peer.unidirectionalData()));
        live.put(id, new QmuxStream(id, send, null));
        return send;
    }

    @Nullable
    BidirectionalStream openBidirectional() {
        if (ownBidirectional.exhausted()) {
            return null;
        }
        long id = StreamIds.id(ownBidirectional.open(), server, true);
        QmuxStream stream = new QmuxStream(
                id,
                new QmuxSend(connection, id, new SendCredit(peer.bidirectionalRemoteData())),
                new QmuxReceive(connection, id, granted.bidirectionalLocalData()));
        live.put(id, stream);
        return stream.both();
    }

    /** What the peer lets this side send. Before it came, no stream could be opened. */
    void parameters(TransportParameters parameters) {
        peer = parameters;
        for (QmuxStream stream : List.copyOf(live.values())) {
            if (stream.send() != null) {
                stream.send().raise(peer.bidirectionalLocalData());
            }
        }
        boolean more = ownBidirectional.grant(parameters.bidirectionalStreams());
        more |= ownUnidirectional.grant(parameters.unidirectionalStreams());
        tellGranted(more);
    }

    void grant(boolean bidirectional, long limit) {
        tellGranted((bidirectional ? ownBidirectional : ownUnidirectional).grant(limit));
    }

    void raise(MaxStreamData max) {
        QmuxStream stream = live.get(max.id());
        if (stream != null && stream.send() != null) {
            stream.send().raise(max.limit());
        }
    }

    StreamVerdict data(StreamData data) {
        StreamVerdict verdict = open(data.id());
        if (verdict != StreamVerdict.FINE) {
            return verdict;
        }
        if (!connection.receive(data.data().length)) {
            return StreamVerdict.TOO_MUCH;
        }
        QmuxStream stream = live.get(data.id());
        if (stream == null || stream.receive() == null) {
            connection.consumed(data.data().length);
            return StreamVerdict.FINE;
        }
        return stream.receive().receive(data.data(), data.fin()) ? StreamVerdict.FINE : StreamVerdict.TOO_MUCH;
    }

    StreamVerdict reset(ResetStream reset) {
        StreamVerdict verdict = open(reset.id());
        QmuxStream stream = live.get(reset.id());
        if (verdict != StreamVerdict.FINE || stream == null || stream.receive() == null) {
            return verdict;
        }
        return stream.receive().reset(reset.code(), reset.finalSize()) ? StreamVerdict.FINE : StreamVerdict.TOO_MUCH;
    }

    StreamVerdict stop(StopSending stop) {
        if (StreamIds.byServer(stop.id()) != server) {
            StreamVerdict verdict = StreamIds.bidirectional(stop.id()) ? open(stop.id()) : StreamVerdict.WRONG_WAY;
            if (verdict != StreamVerdict.FINE) {
                return verdict;
            }
        }
        QmuxStream stream = live.get(stop.id());
        if (stream != null && stream.send() != null) {
            stream.send().stopped(stop.code());
        }
        return StreamVerdict.FINE;
    }

    /** A direction is over: with its last, the stream makes room for another. */
    void ended(long id) {
        QmuxStream stream = live.get(id);
        if (stream == null || !stream.ended()) {
            return;
        }
        live.remove(id);
        if (StreamIds.byServer(id) != server) {
            boolean bidirectional = StreamIds.bidirectional(id);
            kind(bidirectional).end().ifPresent(limit -> connection.control(new MaxStreams(bidirectional, limit)));
        }
    }

    /** Those that came before anybody could be told. */
    void tellUnstarted() {
        for (QmuxStream each : unstarted) {
            tell(each);
        }
        unstarted.clear();
        if (peer != TransportParameters.NONE) {
            tellGranted(true);
        }
    }

    void forget() {
        for (QmuxStream each : live.values()) {
            if (each.send() != null) {
                each.send().forget();
            }
        }
        live.clear();
        unstarted.clear();
    }

    private PeerStreams kind(boolean bidirectional) {
        return bidirectional ? peerBidirectional : peerUnidirectional;
    }

    /** Opens the stream if it is the peer's and new. */
    private StreamVerdict open(long id) {
        boolean bidirectional = StreamIds.bidirectional(id);
        long index = StreamIds.index(id);
        if (StreamIds.byServer(id) == server) {
            return bidirectional && ownBidirectional.opened(index) ? StreamVerdict.FINE : StreamVerdict.WRONG_WAY;
        }
        PeerStreams kind = kind(bidirectional);
        if (!kind.allows(index)) {
            return StreamVerdict.TOO_MANY;
        }
        while (kind.opened() <= index) {
            add(StreamIds.id(kind.open(), !server, bidirectional), bidirectional);
        }
        return StreamVerdict.FINE;
    }

    private void add(long id, boolean bidirectional) {
        QmuxStream stream = bidirectional
                ? new QmuxStream(
                        id,
                        new QmuxSend(connection, id, new SendCredit(peer.bidirectionalLocalData())),
                        new QmuxReceive(connection, id, granted.bidirectionalRemoteData()))
                : new QmuxStream(id, null, new QmuxReceive(connection, id, granted.unidirectionalData()));
        live.put(id, stream);
        if (connection.listener() == null) {
            unstarted.add(stream);
        } else {
            tell(stream);
        }
    }

    private void tell(QmuxStream stream) {
        ConnectionListener listener = connection.listener();
        if (listener == null || stream.receive() == null) {
            return;
        }
        if (stream.send() == null) {
            listener.opened(stream.receive());
        } else {
            listener.opened(stream.both());
        }
    }

    private void tellGranted(boolean more) {
        ConnectionListener listener = connection.listener();
        if (more && listener != null) {
            listener.streamsGranted();
        }
    }
}
