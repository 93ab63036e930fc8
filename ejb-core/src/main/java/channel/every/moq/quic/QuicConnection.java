package channel.every.moq.quic;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.transport.Utf8;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A QUIC connection of either side. Its executor is the event loop of its socket. */
final class QuicConnection extends ChannelInboundHandlerAdapter implements Connection, Unreachable.Open {
    private static final System.Logger LOG = System.getLogger(QuicConnection.class.getName());

    /** How late a writer that writes nothing learns that nobody wants more, and at most twice that a reader of an end that nobody told. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** RFC 9000 18.2: a peer acknowledges within 25 ms, and may be busy. */
    private static final Duration ACKNOWLEDGING = Duration.ofMillis(40);

    /** For a way whose round trips take longer than any does. */
    private static final Duration MOST_UNACKNOWLEDGED = Duration.ofSeconds(1);

    /** Two of them may be lost. */
    private static final int WORDS_WITHIN_IDLE = 3;

    private final QuicChannel channel;
    private final ConnectRequest request;
    private final boolean accepted;
    private final Duration idle;
    private final Ending ending;
    private final Queue<Runnable> untold = new ArrayDeque<>();
    private final Set<QuicStream> open = new LinkedHashSet<>();
    private final Queue<QuicStream> unsent = new ArrayDeque<>();
    private boolean within;
    private @Nullable ConnectionListener listener;
    private boolean started;
    private @Nullable Future<?> looking;
    private @Nullable Future<?> speaking;
    private int stops;
    private int losses;

    /** Of the path as it was at the last look; 0 if it was not asked for since. */
    private long acknowledgedWithin;

    private volatile boolean gone;

    /**
     * @param stops how many streams of this connection may be stopped. What quiche then hears of such a stream it throws away without
     *     looking whether the stream has ended, so that each counts among those that the peer has open until the connection ends
     *     (cloudflare/quiche 1968)
     * @param losses how many of the peer's streams may be lost to it otherwise until the connection is closed
     * @param idle after which either end takes a connection without a word for gone
     */
    QuicConnection(
            QuicChannel channel, ConnectRequest request, boolean accepted, int stops, int losses, Duration idle) {
        this.channel = channel;
        this.request = request;
        this.accepted = accepted;
        this.stops = stops;
        this.losses = losses;
        this.idle = idle;
        this.ending = new Ending(channel);
    }

    QuicChannel channel() {
        return channel;
    }

    /** How it ended, as far as is known. */
    Ending ending() {
        return ending;
    }

    @Override
    public Executor executor() {
        return this::later;
    }

    /** Runs a task of the session or of its streams; one that throws ends the connection. */
    void later(Runnable task) {
        try {
            channel.eventLoop().execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it the connection: Connection.executor() says so.
            gone = true;
        }
    }

    /** What the task writes is sent at its end. */
    void guarded(Runnable task) {
        if (within) {
            run(task);
            return;
        }
        within = true;
        try {
            run(task);
            for (QuicStream next = unsent.poll(); next != null; next = unsent.poll()) {
                run(next.out()::resumed);
            }
        } finally {
            within = false;
        }
    }

    /** Sends what was written to the stream once the task that runs has ended. */
    void unsent(QuicStream stream) {
        unsent.add(stream);
        if (!within) {
            later(() -> {});
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a session failed and is closed: " + request, e);
            close(FAILED, "internal error");
        }
    }

    @Override
    public String protocol() {
        String agreed = channel.sslEngine().getApplicationProtocol();
        return agreed == null ? "" : agreed;
    }

    @Override
    public ConnectRequest request() {
        return request;
    }

    @Override
    public boolean tellsRequest() {
        return false;
    }

    @Override
    public boolean accepted() {
        return accepted;
    }

    @Override
    public void start(ConnectionListener told) {
        later(() -> {
            listener = told;
            looking = channel.eventLoop()
                    .scheduleWithFixedDelay(
                            () -> guarded(this::look), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
            while (!untold.isEmpty()) {
                untold.remove().run();
            }
            started = true;
        });
    }

    private void look() {
        acknowledgedWithin = 0;
        for (QuicStream stream : new ArrayList<>(open)) {
            stream.look();
        }
    }

    long acknowledgedWithin() {
        if (acknowledgedWithin == 0) {
            Future<QuicConnectionPathStats> path = channel.collectPathStats(0);
            long roundTrip = path.isSuccess() ? path.getNow().rtt() : 0;
            acknowledgedWithin = Math.min(MOST_UNACKNOWLEDGED.toNanos(), 2 * roundTrip + ACKNOWLEDGING.toNanos());
        }
        return acknowledgedWithin;
    }

    boolean mayStop() {
        if (stops == 0) {
            return false;
        }
        stops--;
        return true;
    }

    void ended(QuicStream stream) {
        open.remove(stream);
    }

    /** The peer may open one stream less from now on. It is told to come anew before it may open none. */
    void lost() {
        losses--;
        if (losses == 0) {
            close(FAILED, "too many ends of streams were lost");
        }
    }

    private void tell(Runnable event) {
        if (started) {
            guarded(event);
        } else {
            untold.add(event);
        }
    }

    private ConnectionListener told() {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return listener;
    }

    @Override
    public @Nullable SendStream openUnidirectional() {
        QuicStream stream = open(QuicStreamType.UNIDIRECTIONAL);
        return stream == null ? null : stream.out();
    }

    @Override
    public @Nullable BidirectionalStream openBidirectional() {
        QuicStream stream = open(QuicStreamType.BIDIRECTIONAL);
        return stream == null ? null : new BidirectionalStream(stream.out(), stream.in());
    }

    private @Nullable QuicStream open(QuicStreamType type) {
        if (gone || ending.known() || channel.peerAllowedStreams(type) <= 0) {
            return null;
        }
        QuicStream[] made = new QuicStream[1];
        channel.createStream(type, new ChannelInitializer<QuicStreamChannel>() {
            @Override
            protected void initChannel(QuicStreamChannel stream) {
                made[0] = attach(stream);
            }
        });
        return made[0];
    }

    private QuicStream attach(QuicStreamChannel stream) {
        stream.config().setAutoRead(false);
        stream.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        QuicStream attached = new QuicStream(this, stream);
        stream.pipeline().addLast(attached);
        open.add(attached);
        if (attached.bidirectional() || stream.isLocalCreated()) {
            attached.out().begin();
        }
        return attached;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof QuicStreamChannel opened) {
            QuicStream stream = attach(opened);
            channel.eventLoop().register(opened);
            tell(() -> {
                if (stream.bidirectional()) {
                    told().opened(new BidirectionalStream(stream.out(), stream.in()));
                } else {
                    told().opened(stream.in());
                }
            });
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof QuicStreamLimitChangedEvent) {
            later(() -> tell(() -> told().streamsGranted()));
        } else if (event instanceof QuicConnectionCloseEvent closed) {
            ending.byPeer(closed);
        } else if (event instanceof QuicDatagramExtensionEvent && !accepted) {
            keepAlive();
        }
        context.fireUserEventTriggered(event);
    }

    /**
     * A connection on which nothing happens stays: now and then a datagram goes out that says nothing, since netty has no PING. To HTTP/3
     * it is an empty one of the session on the first stream.
     */
    private void keepAlive() {
        long every = idle.toMillis() / WORDS_WITHIN_IDLE;
        speaking = channel.eventLoop().scheduleWithFixedDelay(this::knock, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void knock() {
        channel.writeAndFlush(Unpooled.directBuffer(1).writeByte(0));
    }

    @Override
    public void gone() {
        later(() -> {
            if (!gone && ending.lost("nobody listens there any more")) {
                // Nobody is there to be told, nor to be waited for.
                channel.close();
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ending.failed(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        if (looking != null) {
            looking.cancel(false);
        }
        if (speaking != null) {
            speaking.cancel(false);
        }
        ending.ended();
        later(() -> {
            open.clear();
            tell(() -> told().closed(ending.code(), ending.reason()));
        });
        context.fireChannelInactive();
    }

    @Override
    public void close(long code, String reason) {
        int sent = (int) Math.clamp(code, 0, MOST_CODE);
        String cut = Utf8.cut(reason, MOST_REASON_BYTES);
        later(() -> {
            if (!gone && ending.here(sent, cut)) {
                channel.close(true, sent, Unpooled.copiedBuffer(cut, StandardCharsets.UTF_8));
            }
        });
    }
}
