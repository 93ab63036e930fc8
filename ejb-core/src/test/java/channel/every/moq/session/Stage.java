package channel.every.moq.session;

import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Keeping;
import channel.every.moq.Origin;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.wire.LiteVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Sessions within the memory, whose tasks run one after the other when the test says so, and whose time stands still until it is moved. */
public final class Stage {
    int streams = 32;
    private static final int MOST_TASKS = 1_000_000;

    public final SessionCounts counts = new SessionCounts();
    SessionLimits limits = SessionLimits.DEFAULT;
    public Instant now = Instant.parse("2026-01-01T00:00:00Z");
    public final CacheBudget budget = new CacheBudget(4 << 20, Duration.ofSeconds(30), () -> now);
    public final Delays delays = this::after;
    public final Keeping keeping = new Keeping(budget, delays);
    final List<String> told = new ArrayList<>();

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparing(Later::at).thenComparing(Later::order));
    private long order;

    private record Later(Instant at, long order, Runnable task) {}

    private Delays.Delayed after(Duration delay, Runnable task) {
        Later entry = new Later(now.plus(delay), order++, task);
        later.add(entry);
        return () -> later.remove(entry);
    }

    public SessionParts parts() {
        return new SessionParts(() -> now, delays, limits, counts);
    }

    public Origin origin(long id) {
        return new Origin(id, keeping);
    }

    /** Runs what is to be done until nothing is left. */
    public void settle() {
        for (int i = 0; !tasks.isEmpty(); i++) {
            if (i > MOST_TASKS) {
                throw new IllegalStateException("it goes on for ever");
            }
            tasks.remove().run();
        }
    }

    public void advance(Duration by) {
        Instant to = now.plus(by);
        settle();
        while (!later.isEmpty() && !later.peek().at().isAfter(to)) {
            Later next = later.remove();
            now = next.at();
            next.task().run();
            settle();
        }
        now = to;
    }

    /** Both ends of a connection, for the test to start. */
    public MemoryPair pair(LiteVersion version) {
        return pair(version, tasks::add);
    }

    /** The end that opens has an executor of its own. */
    MemoryPair pair(LiteVersion version, Executor opener) {
        return MemoryPair.open("/", "", version.protocol(), streams, opener, tasks::add, () -> {});
    }

    MemoryPair pair(String protocol) {
        return MemoryPair.open("/", "", protocol, streams, tasks::add, tasks::add, () -> {});
    }

    /** Joins two sides by a connection that the first opens. */
    Joined join(LiteVersion version, SessionRoles opener, SessionRoles acceptor) {
        return join(version.protocol(), opener, acceptor);
    }

    Joined join(String protocol, SessionRoles opener, SessionRoles acceptor) {
        MemoryPair pair = pair(protocol);
        Session one = session(pair.opener(), Admitting.always(opener));
        Session other = session(pair.acceptor(), Admitting.always(acceptor));
        settle();
        return new Joined(one, other);
    }

    record Joined(Session opener, Session acceptor) {}

    Session session(Connection connection, Admitting admitting) {
        String who = connection.accepted() ? "acceptor" : "opener";
        Session session = Sessions.over(connection, parts(), admitting, new Session.Listener() {
            @Override
            public void established() {
                told.add(who + " established");
            }

            @Override
            public void goaway(String uri) {
                told.add(who + " is to go to \"" + uri + '"');
            }

            @Override
            public void closed(long code, String reason) {
                told.add(who + " closed " + code);
            }
        });
        connection.executor().execute(session::start);
        return session;
    }
}
