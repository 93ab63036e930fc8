package channel.every.moq.session;

import channel.every.moq.transport.Connection;
import java.util.List;
import java.util.Optional;

/** A family of protocols that sessions speak. */
public interface SessionProtocol {
    /** The names under which its versions are negotiated, the favourite first. */
    List<String> names();

    /** A session over the connection if it is agreed on one of {@link #names()}; empty if not. */
    Optional<Session> session(
            Connection connection, SessionParts parts, Admitting admitting, Session.Listener listener);
}
