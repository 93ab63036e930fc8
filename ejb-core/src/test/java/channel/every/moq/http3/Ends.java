package channel.every.moq.http3;

import channel.every.moq.transport.ByHand;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.transport.RecordedConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server of WebTransport, and at the other end of its connection a test that says what it likes. All on the test's thread. */
final class Ends {
    private static final int STREAMS = 256;

    final ByHand executor = new ByHand();
    final MemoryPair pair = MemoryPair.open("/", "", "h3", STREAMS, executor, executor, () -> {});
    final Hand hand = new Hand(executor, pair.opener());
    final List<Connection> sessions = new ArrayList<>();
    final List<Refusal> refused = new ArrayList<>();
    final List<Runnable> delayed = new ArrayList<>();

    static Ends server() {
        Ends ends = new Ends();
        ends.hand.start();
        new WebTransportServer(
                        ends.pair.acceptor(),
                        (time, task) -> ends.delayed.add(task),
                        Duration.ofSeconds(10),
                        List.of("moq-lite-05", "moq-lite-04"),
                        ends.sessions::add,
                        ends.refused::add)
                .start();
        ends.executor.runAll();
        return ends;
    }

    /** The test plays the server. */
    static Ends client(List<CompletableFuture<Connection>> opened) {
        Ends ends = new Ends();
        ends.hand.start();
        WebTransportClient client = new WebTransportClient(
                ends.pair.acceptor(), (time, task) -> ends.delayed.add(task), "localhost:4433", List.of("moq-lite-05"));
        client.start();
        opened.add(client.opened());
        ends.executor.runAll();
        return ends;
    }

    RecordedConnection session() {
        RecordedConnection recorded = new RecordedConnection(sessions.getFirst());
        recorded.connection.start(recorded);
        executor.runAll();
        return recorded;
    }
}
