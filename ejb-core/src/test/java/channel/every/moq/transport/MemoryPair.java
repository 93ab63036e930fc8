package channel.every.moq.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Both ends of a connection that never leaves the memory, for tests of what stands on connections. */
public record MemoryPair(MemoryConnection opener, MemoryConnection acceptor, Runnable end) implements AutoCloseable {
    /** Each end with a thread of its own. */
    public static MemoryPair open(String path, String query, String protocol, int streams) {
        ExecutorService one =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        ExecutorService other =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        return open(path, query, protocol, streams, one, other, () -> {
            one.shutdown();
            other.shutdown();
        });
    }

    /** @param one of the end that opens, and the other of the end that accepts: each runs one task at a time, never within the call */
    public static MemoryPair open(
            String path, String query, String protocol, int streams, Executor one, Executor other, Runnable end) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        ConnectRequest request = new ConnectRequest(path, query, "", address);
        MemoryConnection opener = new MemoryConnection(one, protocol, request, false, streams);
        MemoryConnection acceptor = new MemoryConnection(other, protocol, request, true, streams);
        opener.meet(acceptor);
        acceptor.meet(opener);
        return new MemoryPair(opener, acceptor, end);
    }

    @Override
    public void close() {
        end.run();
    }
}
