package channel.every.moq.load;

import channel.every.moq.quic.QuicClient;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.Trust;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.wire.LiteEncoder;
import channel.every.moq.wire.LiteMessage.Setup;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.Wanted;
import channel.every.moq.wire.LiteVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of {@link RelayLoad}, in a process of their own: they count the bytes that come and look into none of them. The last
 * one reads nothing at all.
 */
final class LoadSubscribers {
    private final List<LongAdder> received = new ArrayList<>();
    private final LongAdder gone = new LongAdder();

    private LoadSubscribers() {}

    public static void main(String[] arguments) throws Exception {
        new LoadSubscribers().run(Integer.parseInt(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
    }

    private void run(int port, String protocol, int count) throws Exception {
        try (QuicClient client = new QuicClient(new Trust.InsecureForDevelopment(), QuicLimits.USUAL)) {
            for (int i = 0; i <= count; i++) {
                Connection connection = client.connect(URI.create("moqt://127.0.0.1:" + port + "/"), List.of(protocol))
                        .get();
                @Nullable LongAdder bytes = i < count ? new LongAdder() : null;
                if (bytes != null) {
                    received.add(bytes);
                }
                connection.executor().execute(() -> subscribe(connection, bytes));
            }
            Measured.answer(
                    port,
                    () -> LongStream.of(sorted()).sum() + " " + sorted()[0] + " " + sorted()[count / 2] + " "
                            + gone.sum());
        }
        System.exit(0);
    }

    private long[] sorted() {
        return received.stream().mapToLong(LongAdder::sum).sorted().toArray();
    }

    private void subscribe(Connection connection, @Nullable LongAdder bytes) {
        connection.start(new ConnectionListener() {
            @Override
            public void opened(BidirectionalStream stream) {
                // The relay asks what is announced here: nothing, and it is not said.
                stream.in().listen(new Counted(new LongAdder()));
            }

            @Override
            public void opened(ReceiveStream stream) {
                if (bytes != null) {
                    stream.listen(new Counted(bytes));
                }
            }

            @Override
            public void streamsGranted() {}

            @Override
            public void closed(long code, String reason) {
                gone.increment();
            }
        });
        LiteEncoder encoder = new LiteEncoder(LiteVersion.LITE_05);
        byte[] setup = encoder.encode(new Setup(List.of()));
        byte[] subscribe = encoder.encode(new Subscribe(0, "load", "video", new Wanted(1, false, 2000, null, null)));
        var uni = Objects.requireNonNull(connection.openUnidirectional());
        uni.write(setup, 0, setup.length);
        uni.finish();
        BidirectionalStream asked = Objects.requireNonNull(connection.openBidirectional());
        asked.in().listen(new Counted(new LongAdder()));
        asked.out().write(subscribe, 0, subscribe.length);
    }

    private record Counted(LongAdder bytes) implements ReceiveListener {
        @Override
        public void received(byte[] part, int offset, int length) {
            bytes.add(length);
        }

        @Override
        public void finished() {}

        @Override
        public void reset(long code) {}
    }
}
