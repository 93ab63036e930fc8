package channel.every.moq.http3;

import channel.every.moq.transport.ConnectRequest;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request, checked as RFC 9114 4.3 asks.
 *
 * @param offered protocols for the session, the client's favourite first
 */
record Request(String method, String protocol, String path, String origin, List<String> offered) {
    static final String OFFERED = "wt-available-protocols";
    static final String CHOSEN = "wt-protocol";
    static final String WEBTRANSPORT = "webtransport";

    static Request of(List<Field> fields) throws Http3Exception {
        Map<String, String> values = new HashMap<>();
        boolean regular = false;
        for (Field field : fields) {
            boolean pseudo = field.name().startsWith(":");
            regular |= !pseudo;
            if (pseudo && regular || !field.name().equals(field.name().toLowerCase(Locale.ROOT))) {
                throw malformed("field " + field.name() + " is in capitals or in the wrong place");
            }
            String before = values.putIfAbsent(field.name(), field.value());
            if (before != null) {
                if (pseudo) {
                    throw malformed("field " + field.name() + " stands twice");
                }
                // RFC 9110 5.2: lines of one name are one list.
                values.put(field.name(), before + ", " + field.value());
            }
        }
        String method = values.get(":method");
        if (method == null) {
            throw malformed("a request without :method");
        }
        return new Request(
                method,
                values.getOrDefault(":protocol", ""),
                values.getOrDefault(":path", ""),
                values.getOrDefault("origin", ""),
                StringList.parse(values.getOrDefault(OFFERED, "")).orElse(List.of()));
    }

    private static Http3Exception malformed(String how) {
        return Http3Exception.ofStream(Codes.MESSAGE_ERROR, how);
    }

    boolean asksForSession() {
        return method.equals("CONNECT") && protocol.equals(WEBTRANSPORT);
    }

    /** What is asked for, or nothing if the path is none. */
    Optional<ConnectRequest> target(InetSocketAddress remote) {
        int mark = path.indexOf('?');
        String query = mark < 0 ? "" : path.substring(mark + 1);
        return decoded(mark < 0 ? path : path.substring(0, mark))
                .filter(plain -> plain.startsWith("/"))
                .map(plain -> new ConnectRequest(plain, query, origin, remote));
    }

    /** RFC 3986 2.1. */
    private static Optional<String> decoded(String path) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            char next = path.charAt(i);
            if (next != '%') {
                plain.write(next);
                continue;
            }
            int high = i + 2 <= path.length() - 1 ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = i + 2 <= path.length() - 1 ? Character.digit(path.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            plain.write(high << 4 | low);
            i += 2;
        }
        return Optional.of(plain.toString(StandardCharsets.UTF_8));
    }
}
