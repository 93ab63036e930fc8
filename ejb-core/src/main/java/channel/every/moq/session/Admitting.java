package channel.every.moq.session;

import channel.every.moq.transport.ConnectRequest;
import org.jspecify.annotations.Nullable;

/** Decides what a peer may do by what it asked for. Called once a session, within its executor; must not wait. */
@FunctionalInterface
public interface Admitting {
    /** Null if it may do nothing: its session is closed. */
    @Nullable
    SessionRoles admit(ConnectRequest request);

    /** Of a session whose roles are known before. */
    static Admitting always(SessionRoles roles) {
        return request -> roles;
    }
}
