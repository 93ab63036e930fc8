package channel.every.moq.http3;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Either end of a QUIC connection that speaks HTTP/3 and carries one session of WebTransport. */
abstract class Http3Connection implements ConnectionListener {
    /** Streams that overtake the request they belong to; a session that is opened has sent a handful meanwhile. */
    static final int MOST_HELD = 64;

    /** How long a peer may take to part, once a session has closed; then the connection is closed all the same. */
    static final Duration FAREWELL = Duration.ofSeconds(2);

    /** draft-ietf-webtrans-http3 4.6: only a stream that a client opens with two directions can name a session. */
    private static final int KIND_MASK = 3;

    private static final long PUSH = 0x01;

    private final Connection raw;
    private final Delay delay;
    private final Set<Long> critical = new HashSet<>();
    private final Queue<Held> held = new ArrayDeque<>();
    private boolean told;
    private @Nullable WebTransportSession session;

    private record Held(
            long session, SessionReceive in, @Nullable SendStream out) {}

    Http3Connection(Connection raw, Delay delay) {
        this.raw = raw;
        this.delay = delay;
    }

    final Connection raw() {
        return raw;
    }

    final @Nullable WebTransportSession session() {
        return session;
    }

    /** Begins: says what this end can, as soon as the peer grants a stream for it. */
    public final void start() {
        raw.start(this);
        sayHello();
    }

    private void sayHello() {
        SendStream control = told ? null : raw.openUnidirectional();
        if (control != null) {
            told = true;
            control.urgency(SendStream.FIRST);
            byte[] hello = Settings.controlStream();
            control.write(hello, 0, hello.length);
        }
    }

    abstract void settled(Settings settings) throws Http3Exception;

    /** A stream of two directions that begins with a frame of this type. */
    abstract StreamReader request(long type, NumberedStream in, SendStream out) throws Http3Exception;

    @Override
    public void streamsGranted() {
        sayHello();
        if (session != null) {
            session.granted();
        }
    }

    @Override
    public final void opened(BidirectionalStream stream) {
        NumberedStream in = (NumberedStream) stream.in();
        in.listen(new StreamHead(this, in, stream.out()));
    }

    @Override
    public final void opened(ReceiveStream stream) {
        NumberedStream in = (NumberedStream) stream;
        in.listen(new StreamHead(this, in, null));
    }

    final StreamReader unidirectional(long type, NumberedStream in) throws Http3Exception {
        if (type == ControlStream.TYPE || type == QpackStream.ENCODER || type == QpackStream.DECODER) {
            if (!critical.add(type)) {
                throw Http3Exception.ofConnection(Codes.STREAM_CREATION_ERROR, "a second stream of type " + type);
            }
            return type == ControlStream.TYPE ? new ControlStream(this::settled) : new QpackStream();
        }
        if (type == PUSH) {
            throw Http3Exception.ofConnection(Codes.STREAM_CREATION_ERROR, "a push, which nobody allowed");
        }
        // RFC 9114 6.2.3: types that nobody knows are there to be passed over.
        in.stop(Codes.STREAM_CREATION_ERROR);
        return StreamReader.NOTHING;
    }

    /** A stream of a session, which may not be there yet. */
    final StreamReader ofSession(long id, NumberedStream in, @Nullable SendStream out) throws Http3Exception {
        if ((id & KIND_MASK) != 0) {
            throw Http3Exception.ofConnection(Codes.ID_ERROR, "no session can have the number " + id);
        }
        in.pause();
        SessionReceive receive = new SessionReceive(raw.executor(), in);
        if (session != null) {
            hand(new Held(id, receive, out));
        } else if (held.size() < MOST_HELD) {
            held.add(new Held(id, receive, out));
        } else {
            refuse(receive, out, Codes.BUFFERED_STREAM_REJECTED);
        }
        return receive;
    }

    private void hand(Held stream) {
        if (session == null || session.id() != stream.session() || session.ended()) {
            refuse(stream.in(), stream.out(), Codes.SESSION_GONE);
        } else {
            session.opened(stream.in(), stream.out());
        }
    }

    private static void refuse(SessionReceive in, @Nullable SendStream out, long code) {
        in.refuse(code);
        if (out != null) {
            out.reset(code);
        }
    }

    final void established(WebTransportSession opened) {
        session = opened;
        held.forEach(this::hand);
        held.clear();
    }

    /** The session has closed at this end or the other; the client closes the connection once both have said so. */
    final void farewell() {
        delay.after(FAREWELL, this::leave);
    }

    final void leave() {
        raw.close(Codes.NO_ERROR, "");
    }

    final void after(Duration time, Runnable task) {
        delay.after(time, task);
    }

    @Override
    public void closed(long code, String reason) {
        held.clear();
        if (session != null) {
            session.gone(0, reason);
        }
    }
}
