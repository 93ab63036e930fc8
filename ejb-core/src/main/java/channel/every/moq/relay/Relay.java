package channel.every.moq.relay;

import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Keeping;
import channel.every.moq.Origin;
import channel.every.moq.session.Admitting;
import channel.every.moq.session.Refusal;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCode;
import channel.every.moq.session.SessionParts;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.session.Sessions;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionAcceptor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions around one origin. Peers open them, over any transport whose server hands connections to {@link #accepted}; those with other
 * relays, which this one dials, are opened by {@link #peer}. Safe for use by several threads.
 */
public final class Relay implements ConnectionAcceptor, AutoCloseable {
    /** How often groups that are too old are looked for where nothing comes that would push them out. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Origin origin;
    private final CacheBudget budget;
    private final SessionParts parts;
    private final Admission admission;
    private final int mostSessions;
    private final RelayLog log;
    private final Set<Session> sessions = new HashSet<>();
    private Delays.@Nullable Delayed sweep;
    private boolean closed;

    /**
     * @param originId unlike any other's: loops among relays are found by it
     * @param mostSessions at once; further connections are closed
     * @param log takes a line for whatever an operator should know, without any secret
     */
    public Relay(
            long originId,
            CacheBudget budget,
            SessionParts parts,
            Admission admission,
            int mostSessions,
            Consumer<String> log) {
        this.origin = new Origin(originId, new Keeping(budget, parts.delays()));
        this.budget = budget;
        this.parts = parts;
        this.admission = admission;
        this.mostSessions = mostSessions;
        this.log = new RelayLog(parts.clock(), log);
        sweepLater();
    }

    private synchronized void sweepLater() {
        if (!closed) {
            sweep = parts.delays().after(SWEEP, () -> {
                budget.sweep();
                sweepLater();
            });
        }
    }

    /** What is announced here. Whoever runs in the same process may announce and subscribe without a session. */
    public Origin origin() {
        return origin;
    }

    @Override
    public void accepted(Connection connection) {
        InetAddress peer = connection.request().remote().getAddress();
        Member member = new Member(connection);
        Session session;
        try {
            session = Sessions.over(connection, parts, member, member);
        } catch (IllegalArgumentException e) {
            log.once(peer, String.valueOf(e.getMessage()));
            connection.close(SessionCode.UNSUPPORTED.code(), "no such protocol here");
            return;
        }
        if (member.join(session)) {
            session.start();
        } else {
            parts.counts().refused(Refusal.ADMISSION);
            log.once(peer, "refused, for there are " + mostSessions + " sessions, or the relay stops");
            connection.close(SessionCode.BOUNDS_EXCEEDED.code(), "the relay is full");
        }
    }

    /**
     * A session with another relay that this side has dialled: each may have all of the other. To be started by the caller, within the
     * connection's executor.
     *
     * @throws IllegalArgumentException if the connection speaks no protocol of this relay
     */
    public Session peer(Connection connection, Session.Listener listener) {
        Peer peer = new Peer(listener);
        Session session = Sessions.over(connection, parts, Admitting.always(SessionRoles.both(origin)), peer);
        peer.session = session;
        synchronized (this) {
            sessions.add(session);
        }
        return session;
    }

    /** One who has come, from then on until it goes. */
    private final class Member implements Admitting, Session.Listener {
        private final Connection connection;
        private @Nullable Session session;
        private Delays.@Nullable Delayed end;

        Member(Connection connection) {
            this.connection = connection;
        }

        boolean join(Session joining) {
            session = joining;
            synchronized (Relay.this) {
                return !closed && sessions.size() < mostSessions && sessions.add(joining);
            }
        }

        @Override
        public @Nullable SessionRoles admit(ConnectRequest request) {
            return switch (admission.admit(request)) {
                case AdmissionVerdict.Admitted admitted -> {
                    admitted.until()
                            .ifPresent(until -> end = parts.delays()
                                    .after(Duration.between(parts.clock().instant(), until), this::expire));
                    yield new SessionRoles(origin, admitted.get(), origin, admitted.put());
                }
                case AdmissionVerdict.Refused(String reason) -> {
                    log.once(connection.request().remote().getAddress(), "not admitted: " + reason);
                    yield null;
                }
            };
        }

        private void expire() {
            if (session != null) {
                parts.counts().refused(Refusal.EXPIRED);
                session.close(SessionCode.UNAUTHORIZED, "the token has expired");
            }
        }

        @Override
        public void established() {}

        @Override
        public void goaway(String uri) {}

        @Override
        public void closed(long code, String reason) {
            if (end != null) {
                end.close();
            }
            if (session != null) {
                left(session);
            }
        }
    }

    /** Another relay, whose session its dialler looks after. */
    private final class Peer implements Session.Listener {
        private final Session.Listener dialler;
        private @Nullable Session session;

        Peer(Session.Listener dialler) {
            this.dialler = dialler;
        }

        @Override
        public void established() {
            dialler.established();
        }

        @Override
        public void goaway(String uri) {
            dialler.goaway(uri);
        }

        @Override
        public void closed(long code, String reason) {
            if (session != null) {
                left(session);
            }
            dialler.closed(code, reason);
        }
    }

    private synchronized void left(Session session) {
        sessions.remove(session);
    }

    public RelaySnapshot snapshot() {
        int open;
        synchronized (this) {
            open = sessions.size();
        }
        return new RelaySnapshot(
                open,
                mostSessions,
                origin.announced().size(),
                budget.heldBytes(),
                budget.mostBytes(),
                budget.releasedGroups(),
                budget.overgrownGroups(),
                parts.counts().totals());
    }

    /** Takes nobody any more, and closes all sessions. */
    @Override
    public void close() {
        List<Session> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(sessions);
            if (sweep != null) {
                sweep.close();
            }
        }
        left.forEach(each -> each.close(SessionCode.CANCEL, "the relay stops"));
    }
}
