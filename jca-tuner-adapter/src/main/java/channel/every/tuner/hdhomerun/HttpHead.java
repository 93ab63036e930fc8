package channel.every.tuner.hdhomerun;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status and header fields of an HTTP/1.x answer (RFC 9112).
 *
 * @param fields by lower-case name; of a repeated field the last
 */
record HttpHead(int status, Map<String, String> fields) {
    /** Devices send a few hundred bytes; more is not a device's answer. */
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    HttpHead {
        fields = Map.copyOf(fields);
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Reads up to and including the empty line that ends the head. */
    static HttpHead read(InputStream in, InstantSource clock, Instant deadline) throws IOException {
        String[] lines = lines(in, clock, deadline);
        Matcher status = STATUS_LINE.matcher(lines[0]);
        if (!status.matches()) {
            throw new ProtocolException("no HTTP answer but \"" + Excerpt.of(lines[0]) + '"');
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("header line without a name: \"" + Excerpt.of(lines[i]) + '"');
            }
            fields.put(
                    lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new HttpHead(Integer.parseInt(status.group(1)), fields);
    }

    private static String[] lines(InputStream in, InstantSource clock, Instant deadline) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (!endsTheHead(head)) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed the connection within the head of its answer");
            }
            if (clock.instant().isAfter(deadline)) {
                throw new ProtocolException("the head of the answer did not come in time");
            }
            if (head.length() == MAX_HEAD_BYTES) {
                throw new ProtocolException("the head of the answer is longer than " + MAX_HEAD_BYTES + " bytes");
            }
            // ISO 8859-1 (RFC 9110 5.5); a bare LF ends a line too (RFC 9112 2.2).
            if (b != '\r') {
                head.append((char) b);
            }
        }
        return head.toString().strip().split("\n", -1);
    }

    private static boolean endsTheHead(CharSequence head) {
        int length = head.length();
        return length >= 2 && head.charAt(length - 1) == '\n' && head.charAt(length - 2) == '\n';
    }
}
