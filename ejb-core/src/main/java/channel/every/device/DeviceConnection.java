package channel.every.station;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to a device and its answer, be it a page or a stream without end. */
final class DeviceConnection {
    private static final int REQUEST_PATIENCE_MILLIS = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final Duration WITHOUT_END = Duration.ofDays(3650);
    private static final Pattern STREAM = Pattern.compile("/(?:auto|tuner(\\d{1,2}))/v([^/]+)");
    private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,7}");

    private final Socket socket;
    private final DevicePages pages;
    private final TunerBank tuners;
    private final Transmitter transmitter;

    DeviceConnection(Socket socket, DevicePages pages, TunerBank tuners, Transmitter transmitter) {
        this.socket = socket;
        this.pages = pages;
        this.tuners = tuners;
        this.transmitter = transmitter;
    }

    /** Reads the request and answers it. */
    void serve() throws IOException, InterruptedException {
        socket.setSoTimeout(REQUEST_PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        try {
            answer(HttpRequest.read(new BufferedInputStream(socket.getInputStream())), out);
        } catch (ProtocolException e) {
            HttpReply.plain("400 Bad Request").write(out, true);
        }
    }

    private void answer(HttpRequest request, OutputStream out) throws IOException, InterruptedException {
        boolean withBody = request.method().equals("GET");
        if (!withBody && !request.method().equals("HEAD")) {
            HttpReply.plain("405 Method Not Allowed").write(out, true);
            return;
        }
        Matcher stream = STREAM.matcher(request.path());
        if (stream.matches()) {
            stream(request, stream.group(1), stream.group(2), out);
        } else {
            page(request.path()).write(out, withBody);
        }
    }

    private HttpReply page(String path) {
        return switch (path) {
            case "/discover.json" -> pages.discover();
            case "/lineup.json" -> pages.lineup();
            case "/lineup_status.json" -> pages.lineupStatus();
            default -> HttpReply.plain("404 Not Found");
        };
    }

    /** @param wanted number of the tuner, null for any */
    private void stream(HttpRequest request, @Nullable String wanted, String channel, OutputStream out)
            throws IOException, InterruptedException {
        String seconds = request.query().getOrDefault("duration", "");
        if (!channel.equals(pages.station().channel().toString())) {
            HttpReply.refused("404 Not Found", HttpReply.UNKNOWN_CHANNEL).write(out, true);
        } else if (wanted != null && Integer.parseInt(wanted) >= tuners.size()) {
            HttpReply.plain("404 Not Found").write(out, true);
        } else if (!seconds.isEmpty() && !SECONDS.matcher(seconds).matches()) {
            HttpReply.plain("400 Bad Request").write(out, true);
        } else {
            OptionalInt tuner = wanted == null ? tuners.takeAny() : tuners.take(Integer.parseInt(wanted));
            if (tuner.isPresent()) {
                Duration length = seconds.isEmpty() ? WITHOUT_END : Duration.ofSeconds(Long.parseLong(seconds));
                stream(tuner.getAsInt(), request.method().equals("GET") ? length : Duration.ZERO, out);
            } else {
                String error = wanted == null ? HttpReply.ALL_TUNERS_IN_USE : HttpReply.TUNER_IN_USE;
                HttpReply.refused("503 Service Unavailable", error).write(out, true);
            }
        }
    }

    private void stream(int tuner, Duration length, OutputStream out) throws IOException, InterruptedException {
        Reception reception = pages.device().reception();
        StreamClient client = new StreamClient(reception, this::cutOff);
        try {
            // whoever has the head misses nothing of what is sent from then on
            transmitter.attach(client, reception.delay());
            HttpReply.stream(tuner).write(out, false);
            client.write(out, length);
        } finally {
            transmitter.detach(client);
            tuners.release(tuner);
        }
    }

    private void cutOff() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
