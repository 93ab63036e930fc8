package channel.every.moq.session;

import channel.every.moq.transport.ConnectRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is asked for, as a session tells it where the transport does not: the path of a URL, and its query behind a question mark. */
final class SetupPath {
    private SetupPath() {}

    static String of(ConnectRequest request) {
        return encoded(request.path()) + (request.query().isEmpty() ? "" : "?" + request.query());
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path of a URL: \"" + path + '"', e);
        }
    }

    /** Empty if it is none that can be. */
    static Optional<ConnectRequest> request(String target, ConnectRequest bare) {
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
