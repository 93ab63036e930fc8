package channel.every.moq.quic;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionContract;
import channel.every.moq.transport.RecordedConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class WebTransportConnectionTest extends ConnectionContract {
    /** Each end has a control stream, and none of QPACK's two. */
    private static final QuicLimits LIMITS = new QuicLimits(
            16, STREAMS, STREAMS - 2, 256 * 1024, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static @Nullable Loopback loopback;
    private static @Nullable QuicClient client;

    @BeforeAll
    static void open() throws Exception {
        loopback = new Loopback(LIMITS);
        client = new QuicClient(loopback.trust(), LIMITS);
    }

    @AfterAll
    static void end() throws Exception {
        Objects.requireNonNull(client).close();
        Objects.requireNonNull(loopback).close();
    }

    @Override
    protected Pair connect() {
        Loopback opened = Objects.requireNonNull(loopback);
        Connection opener = RecordedConnection.await(Objects.requireNonNull(client)
                .connectWebTransport(opened.url("/room?key=value"), List.of("moq-lite-05", "moq-lite-04")));
        return new Pair(opener, RecordedConnection.next(opened.accepted));
    }

    @Override
    protected boolean tellsStopCode() {
        return false;
    }

    @Override
    protected void release() {}
}
