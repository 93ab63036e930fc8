package channel.every.moq.session;

import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.wire.LiteMessage.Parameter;
import channel.every.moq.wire.LiteMessage.Setup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a side says of itself before anything else (draft-lcurley-moq-lite, SETUP). */
final class LiteSetup {
    /** What the client asks for where the transport does not tell: the path of a URL, and its query behind a question mark. */
    private static final long PATH = 2;

    private LiteSetup() {}

    static Setup of(Connection connection, SessionRoles roles) {
        List<Parameter> parameters = new ArrayList<>();
        if (!connection.accepted() && !connection.tellsRequest()) {
            String target = SetupPath.of(connection.request());
            parameters.add(new Parameter(PATH, target.getBytes(StandardCharsets.UTF_8)));
        }
        return new Setup(parameters);
    }

    /** What is asked for; empty if it is none that can be. */
    static Optional<ConnectRequest> request(Setup setup, ConnectRequest bare) {
        String target = setup.parameters().stream()
                .filter(each -> each.id() == PATH)
                .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("/");
        return SetupPath.request(target, bare);
    }
}
