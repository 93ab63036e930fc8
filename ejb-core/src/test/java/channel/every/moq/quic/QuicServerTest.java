package channel.every.moq.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.RecordedConnection;
import channel.every.moq.transport.RecordedReceive;
import channel.every.moq.transport.RecordedSend;
import channel.every.moq.transport.SendStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server among peers that are slow, many, silent or hostile. */
final class QuicServerTest {
    private static final List<String> LITE = List.of("moq-lite-05");

    private final List<AutoCloseable> opened = new ArrayList<>();

    private static QuicLimits limits(int connections, long handshakeMillis, long idleMillis) {
        return new QuicLimits(
                connections,
                16,
                16,
                1 << 16,
                1 << 18,
                Duration.ofMillis(handshakeMillis),
                Duration.ofMillis(idleMillis));
    }

    private <T extends AutoCloseable> T closing(T part) {
        opened.addFirst(part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }

    private static void await(String what, BooleanSupplier holds) {
        Instant end = Instant.now().plusSeconds(RecordedConnection.PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private RecordedConnection connect(QuicClient client, URI url) {
        return RecordedConnection.started(RecordedConnection.await(client.connect(url, LITE)));
    }

    /** The server's half of the handshake may be there before its refusal, or not. */
    private static String refusal(QuicClient client, URI url) {
        return RecordedConnection.await(client.connect(url, LITE)
                .handleAsync((connection, refused) -> refused == null
                        ? RecordedConnection.started(connection).closed.thenApply(Object::toString)
                        : CompletableFuture.completedFuture(refused.toString()))
                .thenCompose(reason -> reason));
    }

    @Test
    void more_connections_than_allowed_are_refused_and_counted() throws Exception {
        Loopback loopback = closing(new Loopback(limits(2, 5000, 5000)));
        QuicClient client = closing(new QuicClient(loopback.trust(), limits(2, 5000, 5000)));
        RecordedConnection first = connect(client, loopback.url("/"));
        connect(client, loopback.url("/"));
        assertThat(refusal(client, loopback.url("/"))).contains("the peer takes no more connections");
        assertThat(loopback.server.counters().count(QuicCount.REFUSED_FULL)).isPositive();
        assertThat(loopback.server.counters().count(QuicCount.REFUSED_HANDSHAKE))
                .isZero();
        first.connection.close(0, "");
        await("a place is free again", () -> loopback.server.counters().open() == 1);
        connect(client, loopback.url("/"));
        // A client may know its connection open before the server does.
        await("three were accepted", () -> loopback.server.counters().count(QuicCount.ACCEPTED) == 3);
        await("one left", () -> loopback.server.counters().count(QuicCount.CLOSED_BY_PEER) == 1);
    }

    @Test
    void handshakes_that_stop_half_way_are_given_up_and_many_of_them_make_clients_prove_their_address()
            throws Exception {
        Loopback loopback = closing(new Loopback(limits(8, 3000, 60_000)));
        List<QuicClient> halves = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CutWay way = closing(new CutWay(loopback.server.port(), 1));
            QuicClient half = closing(new QuicClient(loopback.trust(), limits(8, 60_000, 60_000)));
            halves.add(half);
            half.connect(URI.create("https://127.0.0.1:" + way.port() + "/"), LITE);
        }
        await("three half open", () -> loopback.server.counters().halfOpen() == 3);
        QuicClient whole = closing(new QuicClient(loopback.trust(), limits(8, 10_000, 60_000)));
        connect(whole, loopback.url("/"));
        assertThat(loopback.server.counters().count(QuicCount.ADDRESS_ASKED)).isEqualTo(1);
        await("they are given up", () -> loopback.server.counters().count(QuicCount.REFUSED_SLOW) == 3);
        await("none is half open", () -> loopback.server.counters().halfOpen() == 0);
        await("the whole one is open", () -> loopback.server.counters().open() == 1);
    }

    @Test
    void a_browsers_connection_that_asks_for_no_session_is_closed_in_time() throws Exception {
        Loopback loopback = closing(new Loopback(limits(8, 1000, 60_000)));
        QuicClient client = closing(new QuicClient(loopback.trust(), limits(8, 5000, 60_000)));
        RecordedConnection silent =
                RecordedConnection.started(RecordedConnection.await(client.connect(loopback.url("/"), List.of("h3"))));
        assertThat(RecordedConnection.await(silent.closed).code()).isEqualTo(0x100);
        await("nothing is left", () -> loopback.server.counters().open() == 0);
    }

    @Test
    void what_is_not_quic_changes_nothing() throws Exception {
        Loopback loopback = closing(new Loopback(limits(8, 5000, 5000)));
        Random random = new Random(7);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = new byte[1 + random.nextInt(1400)];
                random.nextBytes(bytes);
                if (i % 2 == 0) {
                    // A long header of version 1, so that more than the first byte is looked at.
                    System.arraycopy(new byte[] {(byte) 0xC3, 0, 0, 0, 1, 8}, 0, bytes, 0, Math.min(6, bytes.length));
                }
                socket.send(new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), loopback.server.port()));
            }
        }
        QuicClient client = closing(new QuicClient(loopback.trust(), limits(8, 10_000, 5000)));
        connect(client, loopback.url("/"));
        await("nothing but that is left", () -> loopback.server.counters().open() <= 8);
    }

    @Test
    void a_silent_connection_stays_and_one_whose_way_is_cut_is_given_up() throws Exception {
        Loopback loopback = closing(new Loopback(limits(8, 10_000, 1000)));
        QuicClient client = closing(new QuicClient(loopback.trust(), limits(8, 10_000, 1000)));
        for (boolean browser : new boolean[] {false, true}) {
            CutWay way = closing(new CutWay(loopback.server.port(), Integer.MAX_VALUE));
            URI url = URI.create("https://127.0.0.1:" + way.port() + "/");
            Connection connection = RecordedConnection.await(
                    browser ? client.connectWebTransport(url, LITE) : client.connect(url, LITE));
            RecordedConnection opener = RecordedConnection.started(connection);
            RecordedConnection acceptor = RecordedConnection.started(RecordedConnection.next(loopback.accepted));
            assertThat(opener.closed).failsWithin(Duration.ofMillis(2500));
            way.cut();
            assertThat(RecordedConnection.await(opener.closed).reason()).contains("nothing was heard");
            assertThat(RecordedConnection.await(acceptor.closed).reason()).contains("nothing was heard");
        }
        await("both are counted", () -> loopback.server.counters().count(QuicCount.CLOSED_IDLE) == 2);
    }

    @Test
    void an_end_that_comes_only_with_bytes_sent_again_is_told() throws Exception {
        List<RecordedReceive> in = new ArrayList<>();
        endWithBytesSentAgain(QuicLimits.USUAL, in);
        assertThat(in.getFirst().text()).isEqualTo("x");
    }

    @Test
    void whoever_has_lost_many_streams_that_way_is_told_to_come_anew() throws Exception {
        QuicLimits few = new QuicLimits(8, 1, 3, 1 << 16, 1 << 18, Duration.ofSeconds(10), Duration.ofSeconds(10));
        RecordedConnection opener = endWithBytesSentAgain(few, new ArrayList<>());
        assertThat(RecordedConnection.await(opener.closed).reason()).isEqualTo("too many ends of streams were lost");
    }

    /** Quiche keeps to itself an end that it learns from bytes which it has had, and never grants another stream for that one. */
    private RecordedConnection endWithBytesSentAgain(QuicLimits limits, List<RecordedReceive> in) throws Exception {
        Loopback loopback = closing(new Loopback(limits));
        QuicClient client = closing(new QuicClient(loopback.trust(), limits));
        CutWay way = closing(new CutWay(loopback.server.port(), Integer.MAX_VALUE));
        RecordedConnection opener = connect(client, URI.create("https://127.0.0.1:" + way.port() + "/"));
        RecordedConnection acceptor = RecordedConnection.started(RecordedConnection.next(loopback.accepted));
        RecordedSend out = opener.openUnidirectional();
        way.cutAnswers();
        out.write("x");
        in.add(acceptor.nextUnidirectional());
        await("it is read", () -> in.getFirst().count() == 1);
        way.cut();
        out.finish();
        await("its end is written", () -> opener.call(() -> !((QuicSend) out.stream).open()));
        int before = way.lost();
        await("whatever says the end is lost", () -> way.lost() > before);
        way.mend();
        return opener;
    }

    @Test
    void the_more_urgent_stream_is_first() throws Exception {
        Loopback loopback = closing(new Loopback(QuicLimits.USUAL));
        QuicClient client = closing(new QuicClient(loopback.trust(), QuicLimits.USUAL));
        RecordedConnection opener = connect(client, loopback.url("/"));
        RecordedConnection acceptor = RecordedConnection.started(RecordedConnection.next(loopback.accepted));
        byte[] block = new byte[900_000];
        opener.run(() -> {
            for (int urgency : new int[] {SendStream.LAST, SendStream.FIRST}) {
                SendStream stream = opener.connection.openUnidirectional();
                if (stream == null) {
                    throw new IllegalStateException("no stream granted");
                }
                stream.urgency(urgency);
                stream.write(block, 0, block.length);
                stream.finish();
            }
        });
        RecordedReceive last = acceptor.nextUnidirectional();
        RecordedReceive first = acceptor.nextUnidirectional();
        assertThat(first.all()).hasSize(block.length);
        assertThat(last.count()).isLessThan(block.length);
        assertThat(last.all()).hasSize(block.length);
    }

    @Test
    void a_stuck_reader_costs_its_window_and_disturbs_nobody() throws Exception {
        Loopback loopback = closing(new Loopback(QuicLimits.USUAL));
        QuicClient client = closing(new QuicClient(loopback.trust(), QuicLimits.USUAL));
        RecordedConnection stuck = connect(client, loopback.url("/"));
        RecordedConnection toStuck = RecordedConnection.started(RecordedConnection.next(loopback.accepted));
        RecordedSend unread = toStuck.openUnidirectional();
        byte[] block = new byte[100_000];
        int taken = 0;
        while (unread.write(block) || unread.writable.tryAcquire(500, TimeUnit.MILLISECONDS)) {
            taken += block.length;
        }
        assertThat(taken).isBetween(900_000, 2_000_000);
        RecordedConnection quick = connect(client, loopback.url("/"));
        RecordedConnection toQuick = RecordedConnection.started(RecordedConnection.next(loopback.accepted));
        RecordedSend read = toQuick.openUnidirectional();
        for (int i = 0; i < 20; i++) {
            read.write(block);
        }
        read.finish();
        assertThat(quick.nextUnidirectional().all()).hasSize(2_000_000);
        assertThat(stuck.unidirectional).hasSize(1);
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        Loopback loopback = closing(new Loopback(QuicLimits.USUAL));
        assertThatThrownBy(() -> QuicServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), loopback.server.port()),
                        loopback.certificate,
                        LITE,
                        QuicLimits.USUAL,
                        new SecureRandom(),
                        connection -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on UDP")
                .hasMessageContaining(String.valueOf(loopback.server.port()));
    }

    @Test
    void closing_ends_threads_and_sockets_and_tells_the_peers() throws Exception {
        long sockets = sockets();
        Loopback loopback = new Loopback(QuicLimits.USUAL);
        QuicClient client = new QuicClient(loopback.trust(), QuicLimits.USUAL);
        RecordedConnection opener = connect(client, loopback.url("/"));
        RecordedConnection session = RecordedConnection.started(
                RecordedConnection.await(client.connectWebTransport(loopback.url("/"), LITE)));
        assertThat(sockets()).isGreaterThan(sockets);
        assertThat(quicThreads()).isNotEmpty();
        loopback.close();
        assertThat(RecordedConnection.await(opener.closed).reason()).isEqualTo("the server ends");
        assertThat(RecordedConnection.await(session.closed).code()).isZero();
        client.close();
        await("no thread is left", () -> quicThreads().isEmpty());
        assertThat(sockets()).isEqualTo(sockets);
    }

    private static List<String> quicThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("quic-") || name.startsWith("globalEventExecutor"))
                .toList();
    }

    private static long sockets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().startsWith("socket:");
                        } catch (IOException e) {
                            // Closed meanwhile.
                            return false;
                        }
                    })
                    .count();
        }
    }
}
