package channel.every.moq.relay;

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
import channel.every.moq.session.Scope;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.session.Sessions;
import channel.every.moq.wire.MoqProtocols;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays as they run: over QUIC, each with a publisher and a reader that come back by themselves. */
final class RelayOverQuicTest {
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
        RelayLink link = new RelayLink(
                URI.create("moqt://127.0.0.1:" + port + "/"),
                relay -> client.connect(relay, MoqProtocols.PREFERRED),
                (connection, listener) -> Sessions.over(connection, parts, Admitting.always(roles), listener),
                parts.delays(),
                RandomGenerator.getDefault(),
                new RelayLink.Listener() {
                    @Override
                    public void up(URI relay, String protocol) {}

                    @Override
                    public void down(URI relay, String reason, Duration pause) {}
                });
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

        long next() throws InterruptedException {
            Long sequence = groups.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (sequence == null) {
                throw new AssertionError("no group came");
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

    private static void publish(Track track, long sequence) {
        Group group = track.begin(sequence);
        group.append(Produced.frame(0, "group " + sequence));
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
