package channel.every.moq.quic;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What the library below netty can and netty's own methods do not pass on: codes beyond 31 bits, in which WebTransport's lie; that a peer
 * has stopped a stream nothing is being written to; that a peer's stream has ended where quiche fails to tell; and that a stream which did not
 * end with all its bytes can be forgotten, without which netty keeps each for as long as the connection lasts. docs/adr/0041 has the reasons, the contract of connections fails where a new netty differs.
 */
final class Quiche {
    private static final MethodHandle CONNECTION;
    private static final MethodHandle FREED;
    private static final MethodHandle ADDRESS;
    private static final MethodHandle SHUTDOWN;
    private static final MethodHandle CAPACITY;
    private static final MethodHandle FINISHED;
    private static final MethodHandle FORGET;
    private static final int READ;
    private static final int WRITE;

    static {
        try {
            ClassLoader loader = QuicChannel.class.getClassLoader();
            String room = QuicChannel.class.getPackageName();
            Class<?> quiche = Class.forName(room + ".Quiche", true, loader);
            Class<?> channel = Class.forName(room + ".QuicheQuicChannel", true, loader);
            Class<?> connection = Class.forName(room + ".QuicheQuicConnection", true, loader);
            MethodHandles.Lookup within = MethodHandles.privateLookupIn(channel, MethodHandles.lookup());
            CONNECTION = within.findGetter(channel, "connection", connection);
            FREED = within.findVirtual(connection, "isFreed", MethodType.methodType(boolean.class));
            ADDRESS = within.findVirtual(connection, "address", MethodType.methodType(long.class));
            SHUTDOWN = within.findStatic(
                    quiche,
                    "quiche_conn_stream_shutdown",
                    MethodType.methodType(int.class, long.class, long.class, int.class, long.class));
            CAPACITY = within.findVirtual(channel, "streamCapacity", MethodType.methodType(long.class, long.class));
            FINISHED = within.findStatic(
                    quiche,
                    "quiche_conn_stream_finished",
                    MethodType.methodType(boolean.class, long.class, long.class));
            FORGET = within.findVirtual(channel, "streamClosed", MethodType.methodType(void.class, long.class));
            READ = (int) within.findStaticGetter(quiche, "QUICHE_SHUTDOWN_READ", int.class)
                    .invoke();
            WRITE = (int) within.findStaticGetter(quiche, "QUICHE_SHUTDOWN_WRITE", int.class)
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "this netty-codec-classes-quic is not the one that every.channel was built with: " + e, e);
        }
    }

    private Quiche() {}

    /** Sends RESET_STREAM with a code of up to 62 bits. Netty's own method follows it and finds the work done. */
    static void reset(QuicStreamChannel stream, long code) {
        shutdown(stream, WRITE, code);
    }

    /** Sends STOP_SENDING with a code of up to 62 bits. */
    static void stop(QuicStreamChannel stream, long code) {
        shutdown(stream, READ, code);
    }

    private static void shutdown(QuicStreamChannel stream, int direction, long code) {
        try {
            Object connection = CONNECTION.invoke(stream.parent());
            if (connection != null && !(boolean) FREED.invoke(connection)) {
                int done = (int) SHUTDOWN.invoke((long) ADDRESS.invoke(connection), stream.streamId(), direction, code);
                // Negative where the stream has ended meanwhile: nobody is left to be told.
                assert done <= 0;
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether the peer has sent STOP_SENDING, of a stream that was neither finished nor reset here: quiche then has no room for it, and once
     * it has told so, does not know it any more.
     */
    static boolean stopped(QuicStreamChannel stream) {
        try {
            Object connection = CONNECTION.invoke(stream.parent());
            return connection != null
                    && !(boolean) FREED.invoke(connection)
                    && (long) CAPACITY.invoke(stream.parent(), stream.streamId()) < 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the end of what the peer writes is known and all before it has been read. */
    static boolean finished(QuicStreamChannel stream) {
        try {
            Object connection = CONNECTION.invoke(stream.parent());
            return connection != null
                    && !(boolean) FREED.invoke(connection)
                    && (boolean) FINISHED.invoke((long) ADDRESS.invoke(connection), stream.streamId());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a stream whose both directions have ended out of netty's table. */
    static void forget(QuicStreamChannel stream) {
        try {
            FORGET.invoke(stream.parent(), stream.streamId());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
