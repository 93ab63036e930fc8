package channel.every.moq.quic;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.DeafListener;
import channel.every.moq.transport.SendStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The same as {@link PlainSender} through connections of ours. */
public final class SpiSender implements AutoCloseable {
    public static final String THREADS = "quic-server";

    private final List<Subscriber> subscribers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final byte[] frame;
    private final QuicServer server;
    private int sent;

    public SpiSender(ServerIdentity identity, String protocol, FanOutLoad load) throws Exception {
        frame = new byte[load.frameBytes()];
        server = QuicServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> identity,
                List.of(protocol),
                QuicLimits.USUAL,
                new SecureRandom(),
                connection -> subscribers.add(new Subscriber(connection)));
        clock.scheduleAtFixedRate(
                () -> subscribers.stream()
                        .findFirst()
                        .ifPresent(any -> any.connection.executor().execute(() -> send(load.framesPerSecond()))),
                0,
                1_000_000 / load.framesPerSecond(),
                TimeUnit.MICROSECONDS);
    }

    private static final class Subscriber extends DeafListener {
        final Connection connection;

        @Nullable
        SendStream group;

        Subscriber(Connection connection) {
            this.connection = connection;
            connection.start(this);
        }
    }

    private void send(int framesPerGroup) {
        boolean next = ++sent % framesPerGroup == 0;
        for (Subscriber each : subscribers) {
            if (each.group == null || next) {
                if (each.group != null) {
                    each.group.finish();
                }
                each.group = Objects.requireNonNull(each.connection.openUnidirectional());
            }
            each.group.write(frame, 0, frame.length);
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.close();
    }
}
