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
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.MalformedMessageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a channel of messages. Whoever has the channel tells, on the executor, what comes on it: {@link #received},
 * {@link #writable}, {@link #alive} and {@link #ended}; and calls {@link #beat} every {@link #BEAT}.
 */
public final class QmuxConnection implements Connection {
    /** Between questions for a sign of life. Proxies drop WebSockets that are silent for a minute, some for half of one. */
    public static final Duration BEAT = Duration.ofSeconds(10);

    /** Beats without any sign of life after which the peer is given up, as @moq/qmux does after 30 s. */
    static final int MOST_SILENT_BEATS = 3;

    /** Streams of each kind that the peer may have open: a subscription is one of two directions, a group that comes one of one. */
    public static final int MOST_STREAMS = 256;

    private static final Logger LOG = System.getLogger(QmuxConnection.class.getName());

    /** RFC 9000 20.1. */
    private static final int FLOW_CONTROL_ERROR = 0x3;

    private static final int STREAM_LIMIT_ERROR = 0x4;
    private static final int FRAME_ENCODING_ERROR = 0x7;
    private static final int PROTOCOL_VIOLATION = 0xa;

    private final boolean accepted;
    private final Subprotocol subprotocol;
    private final ConnectRequest request;
    private final Executor executor;
    private final QmuxStreams streams;
    private final Outbox outbox;
    private final ReceiveWindow window;
    private final Consumer<? super Connection> ready;

    private volatile @Nullable ConnectionListener listener;
    private boolean started;
    private boolean parametersCame;
    private boolean closed;
    private long closeCode;
    private String closeReason = "";
    private int silentBeats;
    private boolean lingered;

    /**
     * Agreed and open; tells the peer its parameters at once. Call on the executor.
     *
     * @param ready given the connection once the peer has told its own, for only then can streams be opened
     * @param mostStreams of each kind that the peer may have open, usually {@link #MOST_STREAMS}
     */
    public QmuxConnection(
            boolean accepted,
            Subprotocol subprotocol,
            ConnectRequest request,
            MessageChannel channel,
            Executor executor,
            int mostStreams,
            Consumer<? super Connection> ready) {
        this.ready = ready;
        this.accepted = accepted;
        this.subprotocol = subprotocol;
        this.request = request;
        this.executor = executor;
        this.outbox = new Outbox(subprotocol.version(), channel);
        TransportParameters granted = TransportParameters.granting(mostStreams);
        this.window = new ReceiveWindow(granted.maxData());
        this.streams = new QmuxStreams(this, accepted, granted);
        control(new Parameters(granted));
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public String protocol() {
        return subprotocol.protocol();
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
    public void start(ConnectionListener listener) {
        if (this.listener != null) {
            throw new IllegalStateException("a connection is started twice");
        }
        this.listener = listener;
        executor.execute(() -> {
            started = true;
            if (closed) {
                tellClosed();
            } else {
                guarded(streams::tellUnstarted);
            }
        });
    }

    @Override
    public @Nullable SendStream openUnidirectional() {
        return closed ? null : streams.openUnidirectional();
    }

    @Override
    public @Nullable BidirectionalStream openBidirectional() {
        return closed ? null : streams.openBidirectional();
    }

    @Override
    public void close(long code, String reason) {
        try {
            executor.execute(() -> close(true, code, reason));
        } catch (RejectedExecutionException e) {
            // Its threads are gone, and the channel with them.
            return;
        }
    }

    /** One message that came, or what came of one that is too long. The bytes hold only within the call. */
    public void received(byte[] message, int offset, int length) {
        if (closed) {
            return;
        }
        silentBeats = 0;
        try {
            QmuxCodec.decode(subprotocol.version(), message, offset, length, frame -> guarded(() -> takeIfOpen(frame)));
            pumpLater();
        } catch (MalformedMessageException e) {
            close(false, FRAME_ENCODING_ERROR, e.getMessage() + "");
        }
    }

    /** The channel takes more again. */
    public void writable() {
        guarded(outbox::pump);
    }

    /** The peer gave a sign of life. */
    public void alive() {
        silentBeats = 0;
    }

    /** Asks for a sign of life, or gives up the peer that gave none for long; of a closed one, cuts the channel that does not end itself. */
    public void beat() {
        if (closed) {
            if (lingered) {
                outbox.cut();
            }
            lingered = true;
            return;
        }
        silentBeats++;
        if (!parametersCame) {
            close(false, PROTOCOL_VIOLATION, "no parameters for " + BEAT.toSeconds() + " s");
        } else if (silentBeats > MOST_SILENT_BEATS) {
            close(
                    false,
                    0,
                    "no sign of life for "
                            + BEAT.multipliedBy(MOST_SILENT_BEATS).toSeconds() + " s");
        } else {
            outbox.ping();
        }
    }

    /** The channel is gone. */
    public void ended(String reason) {
        if (!closed) {
            gone(0, reason);
        }
    }

    @Nullable
    ConnectionListener listener() {
        return listener;
    }

    void queue(QmuxSend send) {
        outbox.queue(send);
        pumpLater();
    }

    void unqueue(QmuxSend send) {
        outbox.unqueue(send);
    }

    void control(QmuxFrame frame) {
        if (closed) {
            return;
        }
        if (outbox.control(frame)) {
            pumpLater();
        } else {
            later(() -> close(false, PROTOCOL_VIOLATION, "you make answers necessary and do not read them"));
        }
    }

    /** Runs it when the present task is done, unless the connection is gone by then. */
    void later(Runnable task) {
        executor.execute(() -> {
            if (!closed) {
                guarded(task);
            }
        });
    }

    /** Whether the peer was allowed to send these, of whatever stream. */
    boolean receive(long bytes) {
        return window.receive(bytes);
    }

    /** They need no memory any more. */
    void consumed(long bytes) {
        window.consume(bytes).ifPresent(limit -> control(new MaxData(limit)));
    }

    void sendEnded(long id) {
        streams.ended(id);
    }

    void receiveEnded(long id) {
        streams.ended(id);
    }

    /** After the present task, so that what it writes on a stream goes together. */
    private void pumpLater() {
        if (outbox.due()) {
            later(outbox::pump);
        }
    }

    /** Callbacks run within: one that throws leaves its session nobody knows how. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a session failed: its connection is closed", e);
            close(true, FAILED, "internal error");
        }
    }

    private void takeIfOpen(QmuxFrame frame) {
        if (!closed) {
            take(frame);
        }
    }

    private void take(QmuxFrame frame) {
        if (subprotocol.version() == QmuxVersion.QMUX_02 && parametersCame == frame instanceof Parameters) {
            close(false, PROTOCOL_VIOLATION, "the parameters are not the first frame, or not the only ones");
            return;
        }
        switch (frame) {
            case StreamData data -> refuse(streams.data(data));
            case ResetStream reset -> refuse(streams.reset(reset));
            case StopSending stop -> refuse(streams.stop(stop));
            case MaxData max -> outbox.raise(max.limit());
            case MaxStreamData max -> streams.raise(max);
            case MaxStreams max -> streams.grant(max.bidirectional(), max.limit());
            case Blocked blocked -> {}
            case Close close -> {
                gone(close.code(), close.reason());
                outbox.close();
            }
            case Parameters parameters -> {
                if (!parametersCame) {
                    parametersCame = true;
                    outbox.raise(parameters.values().maxData());
                    streams.parameters(parameters.values());
                    later(() -> ready.accept(this));
                }
            }
            case Ping ping -> control(new Pong(ping.sequence()));
            case Pong pong -> {}
        }
    }

    private void refuse(StreamVerdict verdict) {
        switch (verdict) {
            case FINE -> {}
            case TOO_MUCH -> close(false, FLOW_CONTROL_ERROR, "more bytes than were granted");
            case TOO_MANY -> close(false, STREAM_LIMIT_ERROR, "more streams than were granted");
            case WRONG_WAY -> close(false, PROTOCOL_VIOLATION, "a frame of a stream that is not yours");
        }
    }

    private void close(boolean application, long code, String reason) {
        if (!closed) {
            Close last = new Close(application, Math.clamp(code, 0, MOST_CODE), cut(reason));
            outbox.last(last);
            gone(last.code(), last.reason());
        }
    }

    private void gone(long code, String reason) {
        closed = true;
        closeCode = code;
        closeReason = reason;
        outbox.forget();
        streams.forget();
        if (started) {
            tellClosed();
        }
    }

    private void tellClosed() {
        guarded(() -> Objects.requireNonNull(listener).closed(closeCode, closeReason));
    }

    private static String cut(String reason) {
        ByteBuffer most = ByteBuffer.allocate(MOST_REASON_BYTES);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(reason), most, true);
        return StandardCharsets.UTF_8.decode(most.flip()).toString();
    }
}
