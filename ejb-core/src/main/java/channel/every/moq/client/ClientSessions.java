package channel.every.moq.client;

import channel.every.moq.Delays;
import channel.every.moq.session.Admitting;
import channel.every.moq.session.LiteSession;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.transport.Connection;
import channel.every.moq.wire.LiteVersion;
import java.time.InstantSource;
import java.util.List;

/** Sessions of moq-lite with relays, all with the same roles: what both sides need to fetch and to tell ways. */
public final class ClientSessions implements RelayLink.Opener {
    /** What is offered to relays, the favourite first. */
    static final List<String> PROTOCOLS =
            List.of(LiteVersion.LITE_05.protocol(), LiteVersion.LITE_04.protocol(), LiteVersion.LITE_03.protocol());

    private final SessionParts parts;
    private final SessionRoles roles;

    public ClientSessions(SessionRoles roles, SessionParts parts) {
        this.roles = roles;
        this.parts = parts;
    }

    /** With limits and counts of their own. */
    public static ClientSessions of(SessionRoles roles, InstantSource clock, Delays delays) {
        return new ClientSessions(roles, new SessionParts(clock, delays, SessionLimits.DEFAULT, new SessionCounts()));
    }

    @Override
    public Session open(Connection connection, Session.Listener listener) {
        LiteVersion version = LiteVersion.named(connection.protocol())
                .orElseThrow(() -> new IllegalStateException("agreed on " + connection.protocol()));
        return new LiteSession(connection, version, parts, Admitting.always(roles), listener);
    }
}
