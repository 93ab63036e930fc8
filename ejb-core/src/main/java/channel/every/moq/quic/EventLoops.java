package channel.every.moq.quic;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;

/** The thread of one server or client; each of its connections lives on it. */
final class EventLoops implements AutoCloseable {
    private static final int THREADS = 1;

    /** Closing sends what says so; after this the thread ends anyway. */
    static final long FAREWELL_SECONDS = 2;

    private final EventLoopGroup group;

    EventLoops(String name) {
        group = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    EventLoopGroup group() {
        return group;
    }

    /** Waits for the thread to end, so that nothing runs on classes that a server is about to unload. */
    @Override
    public void close() {
        try {
            group.shutdownGracefully(0, FAREWELL_SECONDS, TimeUnit.SECONDS);
            boolean ended = group.awaitTermination(2 * FAREWELL_SECONDS, TimeUnit.SECONDS)
                    && GlobalEventExecutor.INSTANCE.awaitInactivity(2 * FAREWELL_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                throw new IllegalStateException("a thread of QUIC does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // awaitInactivity() throws this where that thread never began.
            if (!group.isTerminated()) {
                throw e;
            }
        }
    }
}
