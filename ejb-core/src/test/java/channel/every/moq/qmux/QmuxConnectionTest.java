package channel.every.moq.qmux;

import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionContract;
import channel.every.moq.transport.RecordedConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Over channels within the memory, of every draft. */
@ParameterizedClass
@EnumSource(QmuxVersion.class)
class QmuxConnectionTest extends ConnectionContract {
    private final QmuxVersion version;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    QmuxConnectionTest(QmuxVersion version) {
        this.version = version;
    }

    @Override
    protected Pair connect() {
        ConnectRequest request = new ConnectRequest(
                "/room", "key=value", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        MemoryChannel there = new MemoryChannel(new SerialExecutor(threads));
        MemoryChannel back = new MemoryChannel(new SerialExecutor(threads));
        there.meet(back);
        back.meet(there);
        CompletableFuture<Connection> opener = opened(there, false, request);
        CompletableFuture<Connection> acceptor = opened(back, true, request);
        return new Pair(RecordedConnection.await(opener), RecordedConnection.await(acceptor));
    }

    private CompletableFuture<Connection> opened(MemoryChannel channel, boolean accepted, ConnectRequest request) {
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        channel.executor()
                .execute(() -> channel.serve(new QmuxConnection(
                        accepted,
                        new Subprotocol(version, "moq-lite-05"),
                        request,
                        channel,
                        channel.executor(),
                        STREAMS,
                        opened::complete)));
        return opened;
    }

    @Override
    protected boolean tellsStopCode() {
        return true;
    }

    @Override
    protected void release() {
        threads.shutdown();
    }
}
