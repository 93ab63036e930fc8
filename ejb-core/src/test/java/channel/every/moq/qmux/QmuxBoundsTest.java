package channel.every.moq.qmux;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.qmux.QmuxFrame.Close;
import channel.every.moq.qmux.QmuxFrame.MaxData;
import channel.every.moq.qmux.QmuxFrame.MaxStreamData;
import channel.every.moq.qmux.QmuxFrame.Parameters;
import channel.every.moq.qmux.QmuxFrame.Ping;
import channel.every.moq.qmux.QmuxFrame.ResetStream;
import channel.every.moq.qmux.QmuxFrame.StopSending;
import channel.every.moq.qmux.QmuxFrame.StreamData;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.FuzzedBytes;
import channel.every.moq.wire.MalformedMessageException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection whose peer is played by the test, frame by frame. */
class QmuxBoundsTest {
    private static final TransportParameters GENEROUS =
            new TransportParameters(1 << 30, 1 << 30, 1 << 30, 1 << 30, 1000, 1000);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<QmuxFrame> sent = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean writable = true;
    private boolean listening = true;
    private QmuxVersion version = QmuxVersion.QMUX_02;

    private final class Channel implements MessageChannel {
        @Override
        public void send(byte[] message) {
            assertThat(message.length).isLessThanOrEqualTo(version.mostMessageBytes());
            try {
                QmuxCodec.decode(version, message, 0, message.length, sent::add);
            } catch (MalformedMessageException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean writable() {
            return writable;
        }

        @Override
        public void ping() {
            told.add("ping");
        }

        @Override
        public void close() {
            told.add("channel closed");
        }

        @Override
        public void cut() {
            told.add("channel cut");
        }
    }

    private final class Listener implements ConnectionListener {
        @Override
        public void opened(BidirectionalStream stream) {
            opened(stream.in());
        }

        @Override
        public void opened(ReceiveStream stream) {
            if (listening) {
                stream.listen(new ReceiveListener() {
                    @Override
                    public void received(byte[] bytes, int offset, int length) {}

                    @Override
                    public void finished() {}

                    @Override
                    public void reset(long code) {}
                });
            }
        }

        @Override
        public void streamsGranted() {}

        @Override
        public void closed(long code, String reason) {
            told.add("closed " + code + " " + reason);
        }
    }

    private QmuxConnection open(TransportParameters peers) {
        QmuxConnection connection = unanswered();
        give(connection, new Parameters(peers));
        return connection;
    }

    private QmuxConnection unanswered() {
        ConnectRequest request =
                new ConnectRequest("/", "", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        QmuxConnection connection = new QmuxConnection(
                true,
                new Subprotocol(version, "moq-lite-05"),
                request,
                new Channel(),
                tasks::add,
                QmuxConnection.MOST_STREAMS,
                ready -> {});
        connection.start(new Listener());
        settle();
        return connection;
    }

    private void settle() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void give(QmuxConnection connection, QmuxFrame frame) {
        byte[] message = QmuxCodec.encode(version, frame);
        connection.received(message, 0, message.length);
        settle();
    }

    private List<Long> streams() {
        return sent.stream()
                .filter(StreamData.class::isInstance)
                .map(each -> ((StreamData) each).id())
                .toList();
    }

    private long bytes() {
        return sent.stream()
                .filter(StreamData.class::isInstance)
                .mapToLong(each -> ((StreamData) each).data().length)
                .sum();
    }

    private Close close() {
        return sent.stream()
                .filter(Close.class::isInstance)
                .map(Close.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static SendStream write(QmuxConnection connection, int urgency, int bytes) {
        SendStream stream = Objects.requireNonNull(connection.openUnidirectional());
        stream.urgency(urgency);
        stream.write(new byte[bytes], 0, bytes);
        return stream;
    }

    @Test
    void of_streams_that_wait_the_most_urgent_goes_first_and_equals_take_turns() {
        QmuxConnection connection = open(GENEROUS);
        writable = false;
        write(connection, 90, 30_000);
        write(connection, 50, 30_000);
        write(connection, 50, 30_000);
        SendStream late = write(connection, 100, 30_000);
        settle();
        assertThat(streams()).isEmpty();
        late.urgency(SendStream.FIRST);
        writable = true;
        connection.writable();
        assertThat(streams()).containsExactly(15L, 15L, 7L, 11L, 7L, 11L, 3L, 3L);
    }

    @Test
    void what_is_given_up_is_not_sent() {
        QmuxConnection connection = open(GENEROUS);
        writable = false;
        SendStream stale = write(connection, 10, 30_000);
        settle();
        stale.reset(24);
        writable = true;
        connection.writable();
        assertThat(sent).contains(new ResetStream(3, 24, 0));
        assertThat(streams()).isEmpty();
    }

    @Test
    void no_more_is_sent_than_the_peer_grants() {
        QmuxConnection connection = open(new TransportParameters(50_000, 0, 0, 40_000, 0, 2));
        write(connection, 1, 60_000);
        write(connection, 2, 60_000);
        assertThat(connection.openUnidirectional()).isNull();
        assertThat(connection.openBidirectional()).isNull();
        settle();
        assertThat(bytes()).isEqualTo(50_000);
        give(connection, new MaxData(1 << 20));
        assertThat(bytes()).isEqualTo(80_000);
        give(connection, new MaxStreamData(3, 60_000));
        give(connection, new MaxStreamData(3, 10));
        give(connection, new MaxStreamData(7, 60_000));
        assertThat(bytes()).isEqualTo(120_000);
    }

    @Test
    void a_stream_that_nobody_listens_to_gets_no_more_than_its_window() {
        listening = false;
        QmuxConnection connection = open(GENEROUS);
        for (int i = 0; i < 16; i++) {
            give(connection, new StreamData(2, 0, new byte[16_000], false));
        }
        assertThat(sent).noneMatch(MaxStreamData.class::isInstance);
        assertThat(told).isEmpty();
        give(connection, new StreamData(2, 0, new byte[16_000], false));
        assertThat(close()).isEqualTo(new Close(false, 3, "more bytes than were granted"));
        assertThat(told).containsExactly("channel closed", "closed 3 more bytes than were granted");
    }

    @Test
    void many_streams_that_nobody_listens_to_get_no_more_than_the_connections_window() {
        listening = false;
        QmuxConnection connection = open(GENEROUS);
        int given = 0;
        for (long id = 2; told.isEmpty(); id += 4) {
            give(connection, new StreamData(id, 0, new byte[16_000], false));
            given += 16_000;
        }
        assertThat(given).isBetween(1 << 20, (1 << 20) + 16_000);
    }

    @Test
    void a_reader_gets_as_much_as_comes() {
        QmuxConnection connection = open(GENEROUS);
        for (int i = 0; i < 1000; i++) {
            give(connection, new StreamData(2, 0, new byte[16_000], false));
        }
        assertThat(told).isEmpty();
        assertThat(sent).anyMatch(MaxStreamData.class::isInstance).anyMatch(MaxData.class::isInstance);
    }

    @Test
    void more_streams_than_granted_are_refused_with_the_connection() {
        QmuxConnection connection = open(GENEROUS);
        give(connection, new StreamData(4L * QmuxConnection.MOST_STREAMS + 2, 0, new byte[0], false));
        assertThat(close()).isEqualTo(new Close(false, 4, "more streams than were granted"));
    }

    @Test
    void frames_of_streams_that_are_not_the_peers_are_refused_with_the_connection() {
        for (QmuxFrame frame : List.of(
                new StreamData(3, 0, new byte[1], false),
                new StreamData(1, 0, new byte[1], false),
                new ResetStream(5, 0, 0),
                new StopSending(2, 0))) {
            sent.clear();
            give(open(GENEROUS), frame);
            assertThat(close().code()).isEqualTo(0xa);
        }
    }

    @Test
    void what_comes_of_a_stream_that_is_over_is_dropped() {
        QmuxConnection connection = open(GENEROUS);
        for (int i = 0; i < 1000; i++) {
            give(connection, new StreamData(2, 0, new byte[16_000], true));
        }
        give(connection, new ResetStream(2, 1, 1 << 20));
        assertThat(told).isEmpty();
    }

    @Test
    void parameters_come_first_and_once_or_not_at_all() {
        QmuxConnection late = unanswered();
        give(late, new Ping(1));
        assertThat(close().code()).isEqualTo(0xa);
        sent.clear();
        QmuxConnection twice = open(GENEROUS);
        give(twice, new Parameters(GENEROUS));
        assertThat(close().code()).isEqualTo(0xa);
        sent.clear();
        QmuxConnection silent = unanswered();
        silent.beat();
        assertThat(close().reason()).isEqualTo("no parameters for 10 s");
    }

    @Test
    void a_peer_without_a_sign_of_life_is_given_up() {
        QmuxConnection connection = open(GENEROUS);
        for (int i = 0; i < 10; i++) {
            connection.beat();
            connection.beat();
            connection.alive();
        }
        assertThat(told).hasSize(20).containsOnly("ping");
        for (int i = 0; i <= QmuxConnection.MOST_SILENT_BEATS; i++) {
            connection.beat();
        }
        assertThat(told).contains("closed 0 no sign of life for 30 s");
        // What it was sent then waits in a socket that it does not read.
        connection.beat();
        assertThat(told).doesNotContain("channel cut");
        connection.beat();
        assertThat(told).endsWith("channel cut");
    }

    @Test
    void answers_to_a_peer_that_does_not_read_are_bounded() {
        QmuxConnection connection = open(GENEROUS);
        writable = false;
        int asked = 0;
        while (told.isEmpty()) {
            give(connection, new Ping(asked));
            asked++;
        }
        assertThat(asked).isLessThan(5000);
        assertThat(told.getLast()).startsWith("closed 10 you make answers necessary");
    }

    @ParameterizedTest
    @EnumSource(QmuxVersion.class)
    void no_frames_make_a_connection_fail_otherwise_than_by_closing_it(QmuxVersion of) {
        version = of;
        Random random = FuzzedBytes.seeded(of.label() + " connection");
        FuzzedBytes inputs = new FuzzedBytes(
                random,
                Stream.of(
                                new StreamData(2, 0, new byte[] {1, 2, 3}, true),
                                new StreamData(0, 0, new byte[20], false),
                                new StreamData(1, 0, new byte[5], true),
                                new ResetStream(2, 404, 3),
                                new ResetStream(1, 404, 3),
                                new StopSending(3, 7),
                                new StopSending(0, 7),
                                new MaxData(1 << 20),
                                new MaxStreamData(3, 1 << 18),
                                new QmuxFrame.MaxStreams(true, 100),
                                new Parameters(GENEROUS))
                        .map(frame -> HexFormat.of().formatHex(QmuxCodec.encode(of, frame)))
                        .toList());
        for (int i = 0; i < FuzzedBytes.INPUTS / 10; i++) {
            told.clear();
            sent.clear();
            listening = random.nextBoolean();
            QmuxConnection connection = open(GENEROUS);
            Objects.requireNonNull(connection.openBidirectional()).out().write(new byte[40_000], 0, 40_000);
            write(connection, 3, 100);
            for (int frames = 0; frames < 10 && told.isEmpty(); frames++) {
                byte[] input = inputs.next();
                connection.received(input, 0, input.length);
                settle();
            }
            connection.close(0, "");
            settle();
            assertThat(told).hasSize(2).noneMatch(each -> each.contains("internal error"));
        }
    }
}
