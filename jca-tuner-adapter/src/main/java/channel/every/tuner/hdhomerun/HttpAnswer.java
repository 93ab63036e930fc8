package channel.every.tuner.hdhomerun;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A device's answer to an HTTP GET. Written on plain sockets, because a tuner's stream needs what the JDK's clients lack together:
 * a limit between two bytes, an end from another thread, no repeated request behind our back (it would take a second tuner) and
 * no threads of its own. Redirects are not followed.
 *
 * @param content decoded, without end for a stream
 */
record HttpAnswer(URI uri, HttpHead head, InputStream content, Socket socket) {
    /** Reads of a stream are mostly larger and pass this buffer by; small chunks come out of it. */
    private static final int BUFFER_BYTES = 32 * 1024;

    /** Asks for {@code uri} and reads the head of the answer. */
    static HttpAnswer get(Line line, URI uri, DeviceTimeouts timeouts, InstantSource clock) throws IOException {
        Socket socket = line.connect(uri, timeouts.connect());
        limitWait(socket, timeouts.answer());
        socket.getOutputStream().write(request(uri).getBytes(StandardCharsets.US_ASCII));
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        HttpHead head = HttpHead.read(in, clock, clock.instant().plus(timeouts.answer()));
        return new HttpAnswer(uri, head, content(head, in), socket);
    }

    private static String request(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
        return "GET " + path + query + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: every.channel\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private static InputStream content(HttpHead head, InputStream in) throws IOException {
        String coding = head.field("transfer-encoding").orElse("identity").toLowerCase(Locale.ROOT);
        if (coding.equals("chunked")) {
            return new ChunkedInputStream(in);
        }
        if (!coding.equals("identity")) {
            throw new ProtocolException("transfer coding \"" + Excerpt.of(coding) + "\" was not asked for");
        }
        String length = head.field("content-length").orElse("");
        if (length.isEmpty()) {
            return in;
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new ProtocolException("content length \"" + Excerpt.of(length) + "\" is not a number");
        }
        return new FixedLengthInputStream(in, Long.parseLong(length));
    }

    /** The most a single read may wait from now on; longer is a {@link java.net.SocketTimeoutException}. */
    void limitWait(Duration wait) throws IOException {
        limitWait(socket, wait);
    }

    private static void limitWait(Socket socket, Duration wait) throws IOException {
        socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
    }

    /** The whole content. @throws ProtocolException when it is longer or takes longer than it may */
    byte[] allContent(int maxBytes, InstantSource clock, Instant deadline) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            all.write(buffer, 0, n);
            if (all.size() > maxBytes) {
                throw new ProtocolException("the answer is longer than " + maxBytes + " bytes");
            }
            if (clock.instant().isAfter(deadline)) {
                throw new ProtocolException("the answer did not come in time");
            }
        }
        return all.toByteArray();
    }
}
