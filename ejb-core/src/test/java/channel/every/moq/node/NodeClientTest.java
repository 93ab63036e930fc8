package channel.every.moq.node;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Keeping;
import channel.every.moq.Origin;
import channel.every.moq.Subscription;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import channel.every.moq.session.Admitting;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.session.Sessions;
import channel.every.moq.transport.Connection;
import channel.every.moq.websocket.PortPages;
import channel.every.moq.websocket.WebSocketPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unmodified @moq/net in node, over WebSockets: it has no WebTransport there. */
final class NodeClientTest {
    private static final long PATIENCE_SECONDS = 60;

    /** More than a message, a window and an outgoing queue have. */
    private static final int LARGE = 400_000;

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final CacheBudget budget = new CacheBudget(64 << 20, Duration.ofSeconds(30), InstantSource.system());
    private final Origin relay = new Origin(7, new Keeping(budget, Delays.of(later)));
    private final Track track = new Track("chunks", new TrackInfo(200, false, 0, 90_000), budget);
    private final Broadcast broadcast = new Broadcast("tv/la-kcop", List.of(), Map.of("chunks", track)::get);
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    private final SessionParts parts =
            new SessionParts(InstantSource.system(), Delays.of(later), SessionLimits.DEFAULT, new SessionCounts());
    private final WebSocketPort port;

    NodeClientTest() throws IOException {
        port = WebSocketPort.open(
                new WebSocketPort.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new PortPages(() -> "", () -> ""),
                        Optional.empty()),
                this::accepted);
    }

    private void accepted(Connection connection) {
        connections.add(connection);
        Sessions.over(connection, parts, Admitting.always(SessionRoles.both(relay)), new Session.Listener() {
                    @Override
                    public void established() {}

                    @Override
                    public void goaway(String uri) {}

                    @Override
                    public void closed(long code, String reason) {}
                })
                .start();
    }

    @BeforeEach
    void announce() {
        relay.announce(broadcast);
    }

    @AfterEach
    void end() {
        port.close();
        later.shutdownNow();
    }

    private String address() {
        return "http://127.0.0.1:" + port.address().getPort() + "/room/1?jwt=a.b.c";
    }

    private void group(long sequence) {
        Group group = track.begin(sequence);
        group.append(new Frame(sequence * 9000, ("frame of " + sequence).getBytes(StandardCharsets.UTF_8)));
        group.append(new Frame(sequence * 9000 + 4500, new byte[LARGE]));
        group.finish();
    }

    /** What the client itself would agree to, and each way that it can be made to. */
    @ParameterizedTest
    @CsvSource({
        "any, moq-lite-05",
        "qmux-00.moq-lite-05, moq-lite-05",
        "qmux-01.moqt-18, moq-transport-18",
        "qmux-02.moqt-18, moq-transport-18"
    })
    void a_client_is_told_what_there_is_and_gets_it_with_its_times(String subprotocol, String version)
            throws Exception {
        group(41);
        try (NodeClient client = NodeClient.start(address(), subprotocol, "subscribe", "tv/la-kcop", "chunks", "4")) {
            assertThat(client.next("connected")).isEqualTo("connected " + version);
            assertThat(client.next("announced")).isEqualTo("announced tv/la-kcop true");
            assertThat(client.next("frame")).isEqualTo("frame 41 369000 11 frame of 41");
            assertThat(client.next("frame")).startsWith("frame 41 373500 " + LARGE);
            group(42);
            assertThat(client.next("frame")).isEqualTo("frame 42 378000 11 frame of 42");
            assertThat(client.next("frame")).startsWith("frame 42 382500 " + LARGE);
            assertThat(client.exit()).isZero();
        }
        Connection connection = Objects.requireNonNull(connections.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(connection.request().path()).isEqualTo("/room/1");
        assertThat(connection.request().query()).isEqualTo("jwt=a.b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "qmux-01.moqt-18"})
    void a_client_publishes_and_another_subscribes_through_the_relay(String subprotocol) throws Exception {
        try (NodeClient publisher = NodeClient.start(address(), subprotocol, "publish", "from/node", "camera");
                NodeClient subscriber = NodeClient.start(address(), "any", "subscribe", "from/node", "camera", "6")) {
            publisher.next("published");
            assertThat(subscriber.next("announced from/node")).isEqualTo("announced from/node true");
            assertThat(publisher.next("requested")).isEqualTo("requested camera");
            for (int i = 0; i < 3; i++) {
                assertThat(subscriber.next("frame")).matches("frame \\d+ \\d+ \\d+ first of \\d+");
                assertThat(subscriber.next("frame")).matches("frame \\d+ \\d+ \\d+ second of \\d+");
            }
            assertThat(subscriber.exit()).isZero();
        }
    }

    @Test
    void what_a_client_publishes_arrives_here_with_its_times() throws Exception {
        try (NodeClient publisher = NodeClient.start(address(), "qmux-01.moqt-18", "publish", "from/node", "camera")) {
            publisher.next("published");
            Semaphore changes = new Semaphore(0);
            Broadcast found = announced("from/node");
            Track camera = Objects.requireNonNull(found.track("camera"));
            try (Subscription reading = camera.subscribe(changes::release)) {
                while (camera.from(0).stream().noneMatch(each -> each.state() == Group.State.FINISHED)) {
                    assertThat(changes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .isTrue();
                }
                Group whole = camera.from(0).stream()
                        .filter(each -> each.state() == Group.State.FINISHED)
                        .findFirst()
                        .orElseThrow();
                assertThat(reading.track().info().map(TrackInfo::timescale)).contains(90_000L);
                Frame second = Objects.requireNonNull(whole.frame(1));
                String text = new String(second.payload(), StandardCharsets.UTF_8);
                assertThat(text).startsWith("second of ");
                assertThat(second.timestamp()).isEqualTo(9000 * Long.parseLong(text.substring("second of ".length())));
            }
        }
    }

    private Broadcast announced(String name) throws InterruptedException {
        BlockingQueue<Broadcast> found = new LinkedBlockingQueue<>();
        try (Origin.Watch watch = relay.watch(name, new Origin.Watcher() {
            @Override
            public void announced(Broadcast broadcast) {
                found.add(broadcast);
            }

            @Override
            public void ended(Broadcast broadcast) {}
        })) {
            return Objects.requireNonNull(found.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), name);
        }
    }
}
