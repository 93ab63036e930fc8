package channel.every.encode.ffmpeg;

import channel.every.device.HttpListener;
import channel.every.device.HttpReply;
import channel.every.device.HttpRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves whatever ffmpeg can open as MPEG-TS over HTTP on the loopback interface, its codecs untouched: an ffmpeg for each client, for
 * as long as it reads. An input's address may hold secrets: it is known by a random name and never logged.
 */
public final class CopyServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CopyServer.class.getName());
    private static final int NAME_BYTES = 16;
    private static final int REQUEST_PATIENCE_MILLIS = 10_000;
    private static final int BUFFER_BYTES = 348 * 188;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n";

    private final FfmpegBinary ffmpeg;
    private final Map<String, String> inputs = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final HttpListener listener;

    public CopyServer(FfmpegBinary ffmpeg) throws IOException {
        this.ffmpeg = ffmpeg;
        this.listener = HttpListener.start("ffmpeg copies", 0, InetAddress.getLoopbackAddress(), this::serve);
    }

    /** Where the input can be read from now on. @param input as ffmpeg's {@code -i} takes it */
    public URI share(String input) {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        String path = '/' + HexFormat.of().formatHex(name) + ".ts";
        inputs.put(path, input);
        return listener.uri().resolve(path);
    }

    private void serve(Socket socket) throws IOException {
        socket.setSoTimeout(REQUEST_PATIENCE_MILLIS);
        OutputStream out = socket.getOutputStream();
        String input;
        try {
            HttpRequest request = HttpRequest.read(new BufferedInputStream(socket.getInputStream()));
            input = inputs.getOrDefault(request.path(), "");
        } catch (ProtocolException e) {
            HttpReply.plain("400 Bad Request").write(out, true);
            return;
        }
        if (input.isEmpty()) {
            HttpReply.plain("404 Not Found").write(out, true);
        } else {
            copy(input, out);
        }
    }

    private void copy(String input, OutputStream out) throws IOException {
        try (FfmpegCopy copy = FfmpegCopy.of(ffmpeg, input)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int n = first(copy, buffer);
            if (n < 0) {
                HttpReply.plain("502 Bad Gateway").write(out, true);
                return;
            }
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            for (; n >= 0; n = copy.read(buffer)) {
                out.write(buffer, 0, n);
            }
        }
    }

    /** ffmpeg's last words name the input, so that they are not repeated. */
    private static int first(FfmpegCopy copy, byte[] buffer) {
        try {
            return copy.read(buffer);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "ffmpeg cannot open an input: is the tuner's URL right?");
            return -1;
        }
    }

    /** Ends every copy. */
    @Override
    public void close() {
        listener.close();
    }
}
