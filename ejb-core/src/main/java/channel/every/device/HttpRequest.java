package channel.every.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1 request, as far as a device looks at it (RFC 9112 3).
 *
 * @param method as sent
 * @param path decoded, without the query
 * @param query decoded
 */
public record HttpRequest(String method, String path, Map<String, String> query) {
    private static final int LONGEST_HEAD = 8192;

    /**
     * Reads up to the empty line; header fields do not matter here.
     *
     * @throws ProtocolException if this is no HTTP request
     */
    public static HttpRequest read(InputStream in) throws IOException {
        String head = head(in);
        String[] line = head.lines().findFirst().orElse("").split(" ", -1);
        if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("not an HTTP/1 request");
        }
        try {
            URI target = new URI(line[1]);
            String path = target.getPath();
            return new HttpRequest(line[0], path == null ? "" : path, parameters(target.getQuery()));
        } catch (URISyntaxException e) {
            throw (ProtocolException) new ProtocolException("not a request target").initCause(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            head.write(next);
            if (next < 0 || head.size() == LONGEST_HEAD) {
                throw new ProtocolException("request head does not end within " + head.size() + " bytes");
            }
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                parameters.put(name, equals < 0 ? "" : parameter.substring(equals + 1));
            }
        }
        return parameters;
    }
}
