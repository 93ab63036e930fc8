package channel.every.moq.relay;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Group;
import channel.every.moq.Keeping;
import channel.every.moq.Origin;
import channel.every.moq.Subscription;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import channel.every.moq.client.RelayLink;
import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.QuicClient;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.QuicServer;
import channel.every.moq.quic.SelfMadeCertificate;
import channel.every.moq.quic.Trust;
import channel.every.moq.session.Admitting;
import channel.every.moq.session.Produced;
import channel.every.moq.session.Refusal;
import channel.every.moq.session.Scope;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.session.Sessions;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.DeafListener;
import channel.every.moq.wire.LiteEncoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MoqProtocols;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays as they run: over QUIC, each with a publisher and a reader that come back by themselves. */
final class RelayOverQuicTest {
    /** A second of 1 Mbit/s. */
    private static final String OBJECT = "x".repeat(125_000);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final InstantSource clock = InstantSource.system();
    private final CacheBudget budget = new CacheBudget(1 << 20, Duration.ofSeconds(30), clock);
    private final SessionParts parts =
            new SessionParts(clock, Delays.of(timer), SessionLimits.DEFAULT, new SessionCounts());
    private final QuicClient client = new QuicClient(new Trust.InsecureForDevelopment(), QuicLimits.USUAL);
    private final List<AutoCloseable> running = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : running.reversed()) {
            each.close();
        }
        client.close();
        timer.shutdownNow();
    }

    private final class Served implements AutoCloseable {
        final Relay relay;
        final QuicServer server;

        Served(int port, CertificateSource certificate) throws Exception {
            relay = new Relay(
                    new SecureRandom().nextLong(1, 1L << 62),
                    new CacheBudget(1 << 20, Duration.ofSeconds(30), clock),
                    parts,
                    request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.ALL, Optional.empty()),
                    100,
                    line -> {});
            server = QuicServer.start(
                    new InetSocketAddress("127.0.0.1", port),
                    certificate,
                    MoqProtocols.PREFERRED,
                    QuicLimits.USUAL,
                    new SecureRandom(),
                    relay);
        }

        @Override
        public void close() {
            relay.close();
            server.close();
        }
    }

    private void link(int port, SessionRoles roles) {
        link(port, roles, client, parts, new Told());
    }

    /** What a link tells. */
    private static final class Told implements RelayLink.Listener {
        final BlockingQueue<String> up = new LinkedBlockingQueue<>();
        final BlockingQueue<String> down = new LinkedBlockingQueue<>();

        @Override
        public void up(URI relay, String protocol) {
            up.add(protocol);
        }

        @Override
        public void down(URI relay, String reason, Duration pause) {
            down.add(reason);
        }
    }

    private void link(int port, SessionRoles roles, QuicClient through, SessionParts with, Told told) {
        RelayLink link = new RelayLink(
                URI.create("moqt://127.0.0.1:" + port + "/"),
                relay -> through.connect(relay, MoqProtocols.PREFERRED),
                (connection, listener) -> Sessions.over(connection, with, Admitting.always(roles), listener),
                with.delays(),
                RandomGenerator.getDefault(),
                told);
        running.add(link);
        link.start();
    }

    /** Follows a track over ends of its broadcast, and hands on the sequence of each finished group. */
    private final class Follower implements Origin.Watcher {
        final BlockingQueue<Long> groups = new LinkedBlockingQueue<>();
        private final Origin origin =
                new Origin(new SecureRandom().nextLong(1, 1L << 62), new Keeping(budget, parts.delays()));
        private @Nullable Subscription subscription;
        private final Set<Long> seen = new HashSet<>();

        Follower(int port) {
            origin.watch("", this);
            link(port, SessionRoles.subscribing(origin));
        }

        @Override
        public synchronized void announced(Broadcast broadcast) {
            Track track = broadcast.track("chunks");
            if (track != null) {
                subscription = track.subscribe(() -> changed(track));
            }
        }

        @Override
        public synchronized void ended(Broadcast broadcast) {
            if (subscription != null) {
                subscription.close();
            }
        }

        private synchronized void changed(Track track) {
            for (Group group : track.from(0)) {
                if (group.state() == Group.State.FINISHED && seen.add(group.sequence())) {
                    groups.add(group.sequence());
                }
            }
        }

        /** Each from the one before on, in whatever order they come. */
        void until(long sequence) throws InterruptedException {
            long got;
            do {
                got = next();
            } while (got != sequence);
        }

        long next() throws InterruptedException {
            Long sequence = groups.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (sequence == null) {
                throw new AssertionError(
                        "no group came; all sessions: " + parts.counts().totals());
            }
            return sequence;
        }
    }

    @Test
    void one_relay_that_restarts_disturbs_nobody_at_the_other_and_is_fed_again(@TempDir Path folder) throws Exception {
        CertificateSource certificate =
                new SelfMadeCertificate(folder, List.of("localhost"), clock, new SecureRandom());
        Served first = new Served(0, certificate);
        Served second = new Served(0, certificate);
        running.add(second);
        int port = first.server.port();
        Track track = new Track("chunks", new TrackInfo(1, false, 0, 1000), budget);
        Origin publisher = new Origin(1);
        publisher.announce(new Broadcast("ec/a", List.of(), name -> name.equals("chunks") ? track : null));
        link(port, SessionRoles.publishing(publisher));
        link(second.server.port(), SessionRoles.publishing(publisher));
        Follower atFirst = new Follower(port);
        Follower atSecond = new Follower(second.server.port());
        TreeSet<Long> heard = new TreeSet<>();

        long sequence = publishUntilHeard(track, 0, atFirst);
        first.close();
        for (int i = 0; i < 20; i++) {
            publish(track, ++sequence);
        }
        Served again = new Served(port, certificate);
        running.add(again);
        sequence = publishUntilHeard(track, sequence, atFirst);
        // Newest first: they need not come in order, but come they must, from the first one on.
        do {
            heard.add(atSecond.next());
        } while (!heard.contains(sequence) || heard.size() <= sequence - heard.first());
    }

    @Test
    void one_relay_whose_process_is_stopped_disturbs_nobody_at_the_other_is_given_up_and_is_fed_again(
            @TempDir Path folder) throws Exception {
        RelayProcess stopped = new RelayProcess();
        Served well = new Served(0, new SelfMadeCertificate(folder, List.of("localhost"), clock, new SecureRandom()));
        running.add(stopped);
        running.add(well);
        QuicClient impatient = new QuicClient(new Trust.InsecureForDevelopment(), idle(Duration.ofSeconds(2)));
        running.add(impatient);
        CacheBudget cache = new CacheBudget(1 << 20, Duration.ofSeconds(30), clock);
        Track track = new Track("chunks", new TrackInfo(1, false, 0, 1000), cache);
        Origin publisher = new Origin(1);
        publisher.announce(new Broadcast("ec/a", List.of(), name -> name.equals("chunks") ? track : null));
        Told told = new Told();
        link(stopped.port, SessionRoles.publishing(publisher), impatient, parts, told);
        link(well.server.port(), SessionRoles.publishing(publisher));
        Follower atStopped = new Follower(stopped.port);
        Follower atWell = new Follower(well.server.port());
        publishUntilHeard(track, 0, atWell);
        long sequence = publishUntilHeard(track, 1_000_000, atStopped);

        told.up.clear();
        told.down.clear();
        stopped.signal("STOP");
        String reason = null;
        while (reason == null) {
            publish(track, ++sequence, OBJECT);
            atWell.until(sequence);
            assertThat(cache.heldBytes()).isLessThanOrEqualTo(cache.mostBytes());
            reason = told.down.poll(20, TimeUnit.MILLISECONDS);
        }
        assertThat(reason).contains("nothing was heard of the peer any more");
        stopped.signal("CONT");
        assertThat(told.up.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        publishUntilHeard(track, sequence, atStopped);
    }

    /** A relay that can be stopped as the process of a machine that hangs. */
    private static final class RelayProcess implements AutoCloseable {
        final int port;
        private final Process process;

        RelayProcess() throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "channel.every.moq.load.LoadRelay")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            port = Integer.parseInt(process.inputReader().readLine());
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).as("kill -" + name).isZero();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static QuicLimits idle(Duration idle) {
        QuicLimits usual = QuicLimits.USUAL;
        return new QuicLimits(
                usual.mostConnections(),
                usual.mostBidirectional(),
                usual.mostUnidirectional(),
                usual.streamWindowBytes(),
                usual.connectionWindowBytes(),
                usual.handshake(),
                idle);
    }

    /** One whose QUIC answers, and which reads no stream: the time in which that is borne passes with the groups. */
    @Test
    void one_relay_that_takes_nothing_disturbs_nobody_at_the_other_and_is_given_up_after_half_a_minute(
            @TempDir Path folder) throws Exception {
        CertificateSource certificate =
                new SelfMadeCertificate(folder, List.of("localhost"), clock, new SecureRandom());
        Served well = new Served(0, certificate);
        running.add(well);
        QuicServer stuck = QuicServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                certificate,
                List.of(LiteVersion.LITE_05.protocol()),
                QuicLimits.USUAL,
                new SecureRandom(),
                TakesNothing::new);
        running.add(stuck);
        AtomicReference<Instant> now = new AtomicReference<>(clock.instant());
        CacheBudget cache = new CacheBudget(1 << 20, Duration.ofSeconds(30), now::get);
        SessionParts slow = new SessionParts(now::get, parts.delays(), SessionLimits.DEFAULT, new SessionCounts());
        Track track = new Track("chunks", new TrackInfo(1, false, 0, 1000), cache);
        Origin publisher = new Origin(1);
        publisher.announce(new Broadcast("ec/a", List.of(), name -> name.equals("chunks") ? track : null));
        Told told = new Told();
        link(stuck.port(), SessionRoles.publishing(publisher), client, slow, told);
        link(well.server.port(), SessionRoles.publishing(publisher));
        Follower atWell = new Follower(well.server.port());
        long sequence = publishUntilHeard(track, 0, atWell);
        assertThat(told.up.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();

        String reason = null;
        for (int second = 0; reason == null && second < 300; second++) {
            publish(track, ++sequence, OBJECT);
            atWell.until(sequence);
            assertThat(cache.heldBytes()).isLessThanOrEqualTo(cache.mostBytes());
            now.updateAndGet(then -> then.plusSeconds(1));
            reason = told.down.poll(20, TimeUnit.MILLISECONDS);
        }
        assertThat(reason).isEqualTo("took nothing of its groups for 30 s");
        assertThat(slow.counts().refusals(Refusal.STUCK)).isEqualTo(1);
        assertThat(told.up.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it is tried again")
                .isNotNull();
    }

    /** Subscribes, and reads no stream. */
    private static final class TakesNothing extends DeafListener {
        TakesNothing(Connection connection) {
            connection.start(this);
            connection.executor().execute(() -> {
                BidirectionalStream asked = Objects.requireNonNull(connection.openBidirectional());
                byte[] subscribe = new LiteEncoder(LiteVersion.LITE_05)
                        .encode(new LiteMessage.Subscribe(
                                0, "ec/a", "chunks", new LiteMessage.Wanted(1, false, 2000, null, null)));
                asked.out().write(subscribe, 0, subscribe.length);
            });
        }
    }

    private static void publish(Track track, long sequence) {
        publish(track, sequence, "group " + sequence);
    }

    private static void publish(Track track, long sequence, String text) {
        Group group = track.begin(sequence);
        group.append(Produced.frame(0, text));
        group.finish();
    }

    /** A group every now and then, until one of them has arrived. */
    private static long publishUntilHeard(Track track, long after, Follower follower) throws InterruptedException {
        follower.groups.clear();
        long sequence = after;
        for (int i = 0; i < PATIENCE.toMillis() / 50; i++) {
            publish(track, ++sequence);
            if (follower.groups.poll(50, TimeUnit.MILLISECONDS) != null) {
                return sequence;
            }
        }
        throw new AssertionError("no group came");
    }
}
