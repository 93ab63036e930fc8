package channel.every.moq.session;

import channel.every.moq.transport.Connection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a peer takes anything of the groups it has asked for. One that still answers and takes none for long, as its own streams are
 * stuck, is closed: where it reads again, it comes again. Within the connection's executor.
 */
final class Uptake {
    private final SessionParts parts;
    private final Connection connection;
    private @Nullable Instant missing;

    Uptake(SessionParts parts, Connection connection) {
        this.parts = parts;
        this.connection = connection;
    }

    /** Something went out, or the peer said that it wants it no more. */
    void took() {
        missing = null;
    }

    /** A group was skipped for it. */
    void missed() {
        Instant now = parts.clock().instant();
        if (missing == null) {
            missing = now;
        } else if (missing.plus(parts.limits().stuck()).isBefore(now)) {
            missing = now;
            parts.counts().refused(Refusal.STUCK);
            connection.close(
                    SessionCode.TIMEOUT.code(),
                    "took nothing of its groups for " + parts.limits().stuck().toSeconds() + " s");
        }
    }
}
