package channel.every.moq.client;

import channel.every.moq.Delays;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCode;
import channel.every.moq.transport.Connection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One relay, and a session with it whenever it can be had. Each link has its own session and its own pauses, so that of several relays
 * none waits for another. Safe for use by several threads.
 */
public final class RelayLink implements AutoCloseable {
    /** Before the second attempt: a relay that is restarted is back in a second. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

    /** As the cluster of moq-relay has it: nobody waits longer for a relay that has come back. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A session that held so long has shown that the relay is well: after it the pauses start short again. */
    private static final Duration HELD = Duration.ofSeconds(5);

    private final URI relay;
    private final Dialer dialer;
    private final Opener opener;
    private final Delays delays;
    private final RandomGenerator random;
    private final Listener listener;
    private Duration pause = SHORTEST_PAUSE;
    private @Nullable Session session;
    private Delays.@Nullable Delayed next;
    private Delays.@Nullable Delayed held;
    private boolean closed;

    /** Opens connections; what fails says why in words. */
    @FunctionalInterface
    public interface Dialer {
        CompletableFuture<Connection> dial(URI relay);
    }

    /** Makes a session of a connection; it is started by the link. */
    @FunctionalInterface
    public interface Opener {
        Session open(Connection connection, Session.Listener listener);
    }

    /** Told of what changes, by any thread. Must only note it. */
    public interface Listener {
        void up(URI relay, String protocol);

        /** @param pause until the next attempt */
        void down(URI relay, String reason, Duration pause);
    }

    /** @param random for pauses that differ, lest all publishers return to a relay at once */
    public RelayLink(
            URI relay, Dialer dialer, Opener opener, Delays delays, RandomGenerator random, Listener listener) {
        this.relay = relay;
        this.dialer = dialer;
        this.opener = opener;
        this.delays = delays;
        this.random = random;
        this.listener = listener;
    }

    /** Begins; to be called once. */
    public void start() {
        attempt();
    }

    private void attempt() {
        synchronized (this) {
            if (closed) {
                return;
            }
            next = null;
        }
        dialer.dial(relay).whenComplete((connection, failure) -> {
            if (failure != null) {
                down(words(failure));
            } else {
                connection.executor().execute(() -> opened(connection));
            }
        });
    }

    private void opened(Connection connection) {
        Session made = opener.open(connection, new Ears(connection.protocol()));
        boolean unwanted;
        synchronized (this) {
            unwanted = closed;
            session = made;
        }
        made.start();
        if (unwanted) {
            made.close(SessionCode.CANCEL, "not wanted any more");
        }
    }

    private final class Ears implements Session.Listener {
        private final String protocol;

        Ears(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public void established() {
            synchronized (RelayLink.this) {
                held = delays.after(HELD, RelayLink.this::held);
            }
            listener.up(relay, protocol);
        }

        @Override
        public void goaway(String uri) {
            // The relay closes in a while; the same address leads to whoever serves then.
        }

        @Override
        public void closed(long code, String reason) {
            down(reason.isEmpty() ? "it closed the session, code " + code : reason);
        }
    }

    private synchronized void held() {
        pause = SHORTEST_PAUSE;
        held = null;
    }

    private void down(String reason) {
        Duration wait;
        synchronized (this) {
            session = null;
            if (held != null) {
                held.close();
                held = null;
            }
            if (closed) {
                return;
            }
            long most = pause.toMillis();
            wait = Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            next = delays.after(wait, this::attempt);
        }
        listener.down(relay, reason, wait);
    }

    private static String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Whether a session is open. */
    public synchronized boolean isUp() {
        return session != null;
    }

    public URI relay() {
        return relay;
    }

    /** Ends the session and all attempts. */
    @Override
    public void close() {
        Session last;
        synchronized (this) {
            closed = true;
            last = session;
            if (next != null) {
                next.close();
            }
        }
        if (last != null) {
            last.close(SessionCode.CANCEL, "the client ends");
        }
    }
}
