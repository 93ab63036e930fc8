package channel.every.moq.transport;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.transport.RecordedConnection.Both;
import channel.every.moq.transport.RecordedConnection.Closed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every kind of transport does alike. Whoever implements one runs this. */
public abstract class ConnectionContract {
    /** How many streams of each kind each end grants the other at once. */
    protected static final int STREAMS = 16;

    /** More than any kind of transport takes from a writer whose reader does not read. */
    private static final int MOST_UNREAD_BYTES = 16 << 20;

    /** A writer not told within this that more is welcome is held back, and not merely slow. */
    private static final int SETTLED_MS = 500;

    private static final int BLOCK_BYTES = 16 * 1024;
    private static final byte[] BLOCK = new byte[BLOCK_BYTES];

    private final List<RecordedConnection> ends = new ArrayList<>();

    /** Both ends of a new connection, neither started. */
    public record Pair(Connection opener, Connection acceptor) {}

    /** Opens {@code /room?key=value} with the protocol moq-lite-05, {@link #STREAMS} granted by each end. */
    protected abstract Pair connect() throws Exception;

    /** Whether a writer is told the code it was stopped with. */
    protected abstract boolean tellsStopCode();

    /** Closes what {@link #connect()} made besides the connections. */
    protected abstract void release() throws Exception;

    private RecordedConnection opener() {
        return ends.get(0);
    }

    private RecordedConnection acceptor() {
        return ends.get(1);
    }

    private void start() throws Exception {
        Pair pair = connect();
        ends.add(RecordedConnection.started(pair.opener()));
        ends.add(RecordedConnection.started(pair.acceptor()));
    }

    @AfterEach
    void close() throws Exception {
        ends.forEach(end -> end.connection.close(0, ""));
        ends.forEach(end -> RecordedConnection.await(end.closed));
        release();
        assertThat(ends).allSatisfy(end -> assertThat(end.wrong).isEmpty());
    }

    @Test
    void both_ends_know_the_protocol_and_what_was_asked_for() throws Exception {
        start();
        assertThat(ends).allSatisfy(end -> assertThat(end.connection.protocol()).isEqualTo("moq-lite-05"));
        assertThat(opener().connection.accepted()).isFalse();
        assertThat(acceptor().connection.accepted()).isTrue();
        assertThat(opener().connection.request().path()).isEqualTo("/room");
        assertThat(opener().connection.request().query()).isEqualTo("key=value");
        ConnectRequest heard = acceptor().connection.request();
        assertThat(heard.path()).isEqualTo(acceptor().connection.tellsRequest() ? "/room" : "/");
        assertThat(heard.query()).isEqualTo(acceptor().connection.tellsRequest() ? "key=value" : "");
        assertThat(heard.remote().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void a_stream_of_one_direction_brings_its_bytes_and_its_end() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        out.write("one ");
        out.write("two");
        out.finish();
        assertThat(acceptor().nextUnidirectional().text()).isEqualTo("one two");
        RecordedSend back = acceptor().openUnidirectional();
        back.write("three");
        back.finish();
        assertThat(opener().nextUnidirectional().text()).isEqualTo("three");
    }

    @Test
    void each_direction_of_a_stream_ends_for_itself() throws Exception {
        start();
        for (List<RecordedConnection> way : List.of(ends, ends.reversed())) {
            Both asked = way.get(0).openBidirectional();
            asked.out().write("question");
            asked.out().finish();
            Both heard = way.get(1).nextBidirectional();
            assertThat(heard.in().text()).isEqualTo("question");
            assertThat(asked.in().ended()).isFalse();
            heard.out().write("answer");
            heard.out().finish();
            assertThat(asked.in().text()).isEqualTo("answer");
        }
    }

    @Test
    void a_stream_that_ends_at_once_arrives_empty() throws Exception {
        start();
        opener().openUnidirectional().finish();
        assertThat(acceptor().nextUnidirectional().all()).isEmpty();
    }

    @Test
    void giving_up_tells_the_reader_the_code_and_not_the_other_direction() throws Exception {
        start();
        Both asked = opener().openBidirectional();
        asked.out().write("x");
        Both heard = acceptor().nextBidirectional();
        asked.out().reset(404);
        assertThat(heard.in().end()).isEqualTo(404);
        heard.out().write("still");
        heard.out().finish();
        assertThat(asked.in().text()).isEqualTo("still");
        assertThat(asked.out().write("dropped")).isFalse();
    }

    @Test
    void codes_reach_as_far_as_every_transport_carries() throws Exception {
        start();
        for (long code : new long[] {0, 29, 30, 31, 255, 65_535, Connection.MOST_CODE}) {
            RecordedSend out = opener().openUnidirectional();
            out.write("x");
            RecordedReceive in = acceptor().nextUnidirectional();
            out.reset(code);
            assertThat(in.end()).isEqualTo(code);
        }
    }

    @Test
    void a_stopped_writer_is_told_and_what_it_writes_then_is_dropped() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        out.write("x");
        RecordedReceive in = acceptor().nextUnidirectional();
        in.stop(7);
        assertThat(RecordedConnection.await(out.stopped)).isEqualTo(tellsStopCode() ? 7L : 0L);
        assertThat(out.write("dropped")).isFalse();
        out.finish();
        assertThat(in.ended()).isFalse();
    }

    @Test
    void a_writer_is_told_when_all_is_on_its_way() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        out.write("all");
        out.finish();
        assertThat(RecordedConnection.await(out.sent)).isTrue();
        assertThat(acceptor().nextUnidirectional().text()).isEqualTo("all");
    }

    @Test
    void what_is_written_after_the_end_is_dropped() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        out.write("all");
        out.finish();
        assertThat(out.write("more")).isFalse();
        out.finish();
        out.reset(3);
        assertThat(acceptor().nextUnidirectional().text()).isEqualTo("all");
    }

    @Test
    void a_reader_that_does_not_read_holds_its_writer_back_until_it_does() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        out.write(BLOCK);
        int written = BLOCK_BYTES;
        ReceiveStream held = RecordedConnection.next(acceptor().unidirectional);
        // A congestion window opens a moment later, flow control does not.
        while (opener().call(out.stream::writable) || out.writable.tryAcquire(SETTLED_MS, TimeUnit.MILLISECONDS)) {
            out.write(BLOCK);
            written += BLOCK_BYTES;
            assertThat(written).isLessThan(MOST_UNREAD_BYTES);
        }
        RecordedReceive in = acceptor().call(() -> new RecordedReceive(acceptor(), held));
        assertThat(RecordedConnection.await(out.writable)).isTrue();
        out.finish();
        assertThat(in.all()).hasSize(written);
    }

    @Test
    void much_goes_both_ways_at_once_and_arrives_as_it_was() throws Exception {
        start();
        byte[] there = new byte[4 << 20];
        byte[] back = new byte[3 << 20];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);
        Both asked = opener().openBidirectional();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeAll(asked.out(), there));
        Both heard = acceptor().nextBidirectional();
        writeAll(heard.out(), back);
        RecordedConnection.await(writing);
        assertThat(heard.in().all()).isEqualTo(there);
        assertThat(asked.in().all()).isEqualTo(back);
    }

    private static void writeAll(RecordedSend out, byte[] all) {
        for (int at = 0; at < all.length; at += BLOCK_BYTES) {
            byte[] block = Arrays.copyOfRange(all, at, Math.min(all.length, at + BLOCK_BYTES));
            out.writable.drainPermits();
            if (!out.write(block)) {
                assertThat(RecordedConnection.await(out.writable)).isTrue();
            }
        }
        out.finish();
    }

    @Test
    void what_is_written_against_a_closed_window_and_finished_still_arrives() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        int written = 0;
        while (opener().call(out.stream::writable) || written < 1 << 20) {
            out.write(BLOCK);
            written += BLOCK_BYTES;
        }
        out.finish();
        assertThat(out.sent).isNotDone();
        assertThat(acceptor().nextUnidirectional().all()).hasSize(written);
        assertThat(RecordedConnection.await(out.sent)).isTrue();
    }

    @Test
    void giving_up_reaches_a_reader_past_what_it_has_not_read() throws Exception {
        start();
        Both asked = opener().openBidirectional();
        for (int i = 0; i < 256; i++) {
            asked.out().write(BLOCK);
        }
        BidirectionalStream unread = RecordedConnection.next(acceptor().bidirectional);
        asked.out().reset(5);
        assertThat(acceptor()
                        .call(() -> new RecordedReceive(acceptor(), unread.in()))
                        .end())
                .isEqualTo(5);
    }

    @Test
    void giving_up_after_the_end_drops_what_still_waits() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        for (int i = 0; i < 256; i++) {
            out.write(BLOCK);
        }
        out.finish();
        out.reset(6);
        assertThat(acceptor().nextUnidirectional().end()).isEqualTo(6);
    }

    @Test
    void streams_opened_before_the_start_wait_for_it() throws Exception {
        Pair pair = connect();
        ends.add(RecordedConnection.started(pair.opener()));
        RecordedSend out = opener().openUnidirectional();
        out.write("early");
        out.finish();
        Both asked = opener().openBidirectional();
        asked.out().write("question");
        asked.out().finish();
        ends.add(RecordedConnection.started(pair.acceptor()));
        assertThat(acceptor().nextUnidirectional().text()).isEqualTo("early");
        assertThat(acceptor().nextBidirectional().in().text()).isEqualTo("question");
    }

    @Test
    void a_close_before_the_start_is_told_then() throws Exception {
        Pair pair = connect();
        ends.add(RecordedConnection.started(pair.opener()));
        opener().connection.close(9, "early");
        RecordedConnection.await(opener().closed);
        ends.add(RecordedConnection.started(pair.acceptor()));
        assertThat(RecordedConnection.await(acceptor().closed).code()).isEqualTo(9);
    }

    @Test
    void no_more_streams_are_opened_than_granted_and_more_are_granted_as_they_end() throws Exception {
        start();
        List<RecordedSend> open = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            open.add(opener().openUnidirectional());
            open.getLast().write("x");
        }
        assertThat(opener().call(() -> opener().connection.openUnidirectional() == null))
                .isTrue();
        List<RecordedReceive> heard = IntStream.range(0, STREAMS)
                .mapToObj(i -> acceptor().nextUnidirectional())
                .toList();
        open.forEach(RecordedSend::finish);
        heard.forEach(RecordedReceive::all);
        oneWayWhenGranted(opener()).finish();
        acceptor().nextUnidirectional().all();
    }

    @Test
    void streams_that_end_in_any_way_are_granted_anew() throws Exception {
        start();
        for (int i = 0; i < 20 * STREAMS; i++) {
            for (List<RecordedConnection> way : List.of(ends, ends.reversed())) {
                Both asked = openWhenGranted(way.get(0));
                asked.out().write("question");
                Both heard = way.get(1).nextBidirectional();
                switch (i % 4) {
                    case 0 -> {
                        asked.out().finish();
                        heard.out().finish();
                    }
                    case 1 -> {
                        asked.out().reset(i);
                        heard.out().reset(i);
                    }
                    case 2 -> {
                        heard.in().stop(i);
                        asked.in().stop(i);
                        asked.out().reset(i);
                        heard.out().finish();
                    }
                    default -> {
                        asked.out().finish();
                        asked.in().stop(i);
                        heard.out().write(BLOCK);
                        heard.out().reset(i);
                    }
                }
            }
        }
    }

    @Test
    void streams_of_one_direction_that_end_in_any_way_are_granted_anew() throws Exception {
        start();
        for (int i = 0; i < 20 * STREAMS; i++) {
            RecordedSend out = oneWayWhenGranted(opener());
            out.write("x");
            RecordedReceive in = acceptor().nextUnidirectional();
            switch (i % 3) {
                case 0 -> out.finish();
                case 1 -> out.reset(i);
                default -> {
                    in.stop(i);
                    out.reset(i);
                }
            }
        }
    }

    private static RecordedSend oneWayWhenGranted(RecordedConnection end) {
        for (; ; ) {
            end.granted.drainPermits();
            SendStream stream = end.call(end.connection::openUnidirectional);
            if (stream != null) {
                return end.call(() -> new RecordedSend(end, stream));
            }
            assertThat(RecordedConnection.await(end.granted)).isTrue();
        }
    }

    private static Both openWhenGranted(RecordedConnection end) {
        for (; ; ) {
            end.granted.drainPermits();
            BidirectionalStream stream = end.call(end.connection::openBidirectional);
            if (stream != null) {
                return end.call(
                        () -> new Both(new RecordedSend(end, stream.out()), new RecordedReceive(end, stream.in())));
            }
            assertThat(RecordedConnection.await(end.granted)).isTrue();
        }
    }

    @Test
    void closing_tells_both_ends_once_and_their_streams_nothing_more() throws Exception {
        start();
        Both asked = opener().openBidirectional();
        asked.out().write("x");
        Both heard = acceptor().nextBidirectional();
        opener().connection.close(0x1234, "had enough");
        opener().connection.close(1, "again");
        assertThat(RecordedConnection.await(opener().closed)).isEqualTo(new Closed(0x1234, "had enough"));
        assertThat(RecordedConnection.await(acceptor().closed)).isEqualTo(new Closed(0x1234, "had enough"));
        assertThat(asked.in().ended() || heard.in().ended()).isFalse();
        assertThat(opener().connection.openUnidirectional()).isNull();
        assertThat(opener().connection.openBidirectional()).isNull();
    }

    @Test
    void the_accepting_end_closes_too_and_a_long_reason_is_cut() throws Exception {
        start();
        acceptor().connection.close(2, "é".repeat(5000));
        Closed told = RecordedConnection.await(opener().closed);
        assertThat(told.code()).isEqualTo(2);
        assertThat(told.reason()).isEqualTo("é".repeat(Connection.MOST_REASON_BYTES / 2));
    }

    @Test
    void a_callback_that_throws_closes_its_connection() throws Exception {
        start();
        RecordedSend out = opener().openUnidirectional();
        out.write("x");
        ReceiveStream stream = RecordedConnection.next(acceptor().unidirectional);
        acceptor()
                .run(() -> stream.listen(new ReceiveListener() {
                    @Override
                    public void received(byte[] bytes, int offset, int length) {
                        throw new IllegalStateException("thrown by the test, and meant to be");
                    }

                    @Override
                    public void finished() {}

                    @Override
                    public void reset(long code) {}
                }));
        assertThat(RecordedConnection.await(opener().closed).code()).isEqualTo(Connection.FAILED);
        assertThat(RecordedConnection.await(acceptor().closed).code()).isEqualTo(Connection.FAILED);
    }

    @Test
    void tasks_run_in_order_and_never_within_the_call() throws Exception {
        start();
        List<String> order = new ArrayList<>();
        opener().run(() -> {
            opener().connection.executor().execute(() -> order.add("later"));
            order.add("now");
        });
        opener().run(() -> order.add("last"));
        assertThat(order).containsExactly("now", "later", "last");
    }
}
