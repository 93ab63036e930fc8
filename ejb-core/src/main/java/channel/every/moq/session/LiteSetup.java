package channel.every.moq.session;

import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.wire.LiteMessage.Parameter;
import channel.every.moq.wire.LiteMessage.Setup;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
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
            ConnectRequest request = connection.request();
            String target = encoded(request.path()) + (request.query().isEmpty() ? "" : "?" + request.query());
            parameters.add(new Parameter(PATH, target.getBytes(StandardCharsets.UTF_8)));
        }
        return new Setup(parameters);
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path of a URL: \"" + path + '"', e);
        }
    }

    /** What is asked for; empty if it is none that can be. */
    static Optional<ConnectRequest> request(Setup setup, ConnectRequest bare) {
        String target = setup.parameters().stream()
                .filter(each -> each.id() == PATH)
                .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("/");
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        try {
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(
                    new ConnectRequest(decoded.isEmpty() ? "/" : decoded, query, bare.origin(), bare.remote()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
