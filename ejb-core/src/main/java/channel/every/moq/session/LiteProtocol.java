package channel.every.moq.session;

import channel.every.moq.transport.Connection;
import channel.every.moq.wire.LiteVersion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The versions of moq-lite. */
public final class LiteProtocol implements SessionProtocol {
    @Override
    public List<String> names() {
        return Arrays.stream(LiteVersion.values())
                .sorted(Comparator.reverseOrder())
                .map(LiteVersion::protocol)
                .toList();
    }

    @Override
    public Optional<Session> session(
            Connection connection, SessionParts parts, Admitting admitting, Session.Listener listener) {
        return LiteVersion.named(connection.protocol())
                .map(version -> new LiteSession(connection, version, parts, admitting, listener));
    }
}
