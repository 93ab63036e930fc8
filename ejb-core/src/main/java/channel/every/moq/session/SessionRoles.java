package channel.every.moq.session;

import channel.every.moq.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What a peer may do in a session.
 *
 * @param published what the peer may subscribe to; null if nothing
 * @param get which of it, and by what names
 * @param announced where the peer's broadcasts are announced; null if it may announce none, and is not asked
 * @param put which of them, and by what names
 */
public record SessionRoles(
        @Nullable Origin published, Scope get, @Nullable Origin announced, Scope put) {
    public SessionRoles {
        published = get.isNothing() ? null : published;
        announced = put.isNothing() ? null : announced;
    }

    /** A publisher's with its relay: all of the origin may be subscribed to, and nothing is asked for. */
    public static SessionRoles publishing(Origin origin) {
        return new SessionRoles(origin, Scope.ALL, null, Scope.NONE);
    }

    /** A subscriber's with its relay: all that it tells of is announced at the origin. */
    public static SessionRoles subscribing(Origin origin) {
        return new SessionRoles(null, Scope.NONE, origin, Scope.ALL);
    }

    /** Of two relays: each may have all of the other. */
    public static SessionRoles both(Origin origin) {
        return new SessionRoles(origin, Scope.ALL, origin, Scope.ALL);
    }

    /** The id by which the peer knows this side, for loops. */
    long originId() {
        Origin known = published == null ? announced : published;
        return known == null ? 0 : known.id();
    }
}
