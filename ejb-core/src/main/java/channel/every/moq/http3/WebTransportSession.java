package channel.every.moq.http3;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.transport.Utf8;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A session of WebTransport, which has its HTTP/3 connection for itself. */
final class WebTransportSession implements Connection {
    private static final System.Logger LOG = System.getLogger(WebTransportSession.class.getName());

    private final Http3Connection http3;
    private final long id;
    private final SendStream connect;
    private final String protocol;
    private final ConnectRequest request;
    private final boolean accepted;
    private final Queue<Runnable> untold = new ArrayDeque<>();
    private @Nullable ConnectionListener listener;
    private volatile boolean ended;

    /** @param connect this end's direction of the stream that the session was asked for on, whose number is the session's */
    WebTransportSession(
            Http3Connection http3,
            long id,
            SendStream connect,
            String protocol,
            ConnectRequest request,
            boolean accepted) {
        this.http3 = http3;
        this.id = id;
        this.connect = connect;
        this.protocol = protocol;
        this.request = request;
        this.accepted = accepted;
    }

    long id() {
        return id;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public Executor executor() {
        return http3.raw().executor();
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public ConnectRequest request() {
        return request;
    }

    @Override
    public boolean tellsRequest() {
        return true;
    }

    @Override
    public boolean accepted() {
        return accepted;
    }

    @Override
    public void start(ConnectionListener started) {
        executor().execute(() -> {
            listener = started;
            while (!untold.isEmpty()) {
                untold.remove().run();
            }
        });
    }

    /** Tells the session, unless it has ended; one that throws is closed. */
    void tell(Runnable event) {
        if (ended) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a session failed and is closed: " + request, e);
            close(FAILED, "internal error");
        }
    }

    private void tellListener(Runnable event) {
        if (listener == null) {
            untold.add(event);
        } else {
            event.run();
        }
    }

    void opened(SessionReceive in, @Nullable SendStream out) {
        in.belongsTo(this);
        tellListener(() -> tell(() -> {
            if (listener == null) {
                return;
            }
            if (out == null) {
                listener.opened(in);
            } else {
                listener.opened(new BidirectionalStream(SessionSend.answering(this, out), in));
            }
        }));
    }

    void granted() {
        if (listener != null) {
            tell(listener::streamsGranted);
        }
    }

    @Override
    public @Nullable SendStream openUnidirectional() {
        SendStream stream = ended ? null : http3.raw().openUnidirectional();
        return stream == null ? null : new SessionSend(this, stream, head(StreamHead.WEBTRANSPORT_UNIDIRECTIONAL));
    }

    @Override
    public @Nullable BidirectionalStream openBidirectional() {
        BidirectionalStream stream = ended ? null : http3.raw().openBidirectional();
        if (stream == null) {
            return null;
        }
        NumberedStream raw = (NumberedStream) stream.in();
        SessionReceive in = new SessionReceive(executor(), raw);
        in.belongsTo(this);
        raw.pause();
        raw.listen(new Answer(in));
        return new BidirectionalStream(
                new SessionSend(this, stream.out(), head(StreamHead.WEBTRANSPORT_BIDIRECTIONAL)), in);
    }

    private byte[] head(long type) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Varint.write(type, head);
        Varint.write(id, head);
        return head.toByteArray();
    }

    @Override
    public void close(long code, String reason) {
        executor().execute(() -> {
            if (!ended) {
                long sent = Math.clamp(code, 0, MOST_CODE);
                String cut = Utf8.cut(reason, MOST_REASON_BYTES);
                byte[] capsule = Capsules.close(sent, cut);
                connect.write(capsule, 0, capsule.length);
                gone(sent, cut);
            }
        });
    }

    /**
     * The peer has ended the session's stream, and with it the session. The connection is the client's to close: a browser that has ended
     * the stream tells its page why the session closed a task later, and a connection closed by then counts as lost.
     */
    void peerFinished() {
        gone(0, "");
        if (!accepted) {
            http3.leave();
        }
    }

    /** Ends the session at this end, whoever wished it. */
    void gone(long code, String reason) {
        if (!ended) {
            ended = true;
            connect.finish();
            http3.farewell();
            tellListener(() -> {
                if (listener != null) {
                    listener.closed(code, reason);
                }
            });
        }
    }
}
