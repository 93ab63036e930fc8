package channel.every.device;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One request to a device and its answer, be it a page or a stream without end. */
final class DeviceConnection {
    private static final int REQUEST_PATIENCE_MILLIS = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,7}");

    /** Profiles of devices that transcode; this one gives everybody the broadcast. */
    private static final Set<String> PROFILES =
            Set.of("", "none", "heavy", "mobile", "internet720", "internet480", "internet360", "internet240");

    private final Socket socket;
    private final DevicePages pages;
    private final ChannelScan scan;
    private final InstantSource clock;

    DeviceConnection(Socket socket, DevicePages pages, ChannelScan scan, InstantSource clock) {
        this.socket = socket;
        this.pages = pages;
        this.scan = scan;
        this.clock = clock;
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
        if (request.path().equals("/lineup.post")) {
            lineup(request).write(out, true);
        } else if (!withBody && !request.method().equals("HEAD")) {
            HttpReply.plain("405 Method Not Allowed").write(out, true);
        } else {
            Optional<StreamAddress> stream = StreamAddress.parse(request.path());
            if (stream.isPresent()) {
                stream(request, stream.get(), out);
            } else {
                page(request.path()).write(out, withBody);
            }
        }
    }

    private HttpReply page(String path) {
        return switch (path) {
            case "/" -> pages.root();
            case "/discover.json" -> pages.discover();
            case "/device.xml" -> pages.description();
            case "/lineup.json" -> pages.lineup();
            case "/lineup.xml" -> pages.lineupXml();
            case "/lineup.m3u" -> pages.lineupM3u();
            case "/lineup_status.json" -> pages.lineupStatus();
            case "/status.json" -> pages.status();
            case "/xmltv.xml" -> pages.guide();
            default -> HttpReply.plain("404 Not Found");
        };
    }

    private HttpReply lineup(HttpRequest request) {
        if (!request.method().equals("POST")) {
            return HttpReply.plain("405 Method Not Allowed");
        }
        switch (request.query().getOrDefault("scan", "")) {
            case "start" -> scan.start();
            case "abort" -> scan.abort();
            default -> {
                return HttpReply.plain("400 Bad Request");
            }
        }
        return HttpReply.plain("200 OK");
    }

    private void stream(HttpRequest request, StreamAddress address, OutputStream out)
            throws IOException, InterruptedException {
        String seconds = request.query().getOrDefault("duration", "");
        if (!address.anyTuner() && pages.tuners().at(address.tuner()).isEmpty()) {
            HttpReply.plain("404 Not Found").write(out, true);
            return;
        }
        if (!seconds.isEmpty() && !SECONDS.matcher(seconds).matches()) {
            HttpReply.plain("400 Bad Request").write(out, true);
            return;
        }
        Duration length = seconds.isEmpty() ? TargetSender.WITHOUT_END : Duration.ofSeconds(Long.parseLong(seconds));
        try {
            DeviceChannel channel =
                    address.channel(pages.antenna().channels(), pages.profile().family());
            if (!PROFILES.contains(request.query().getOrDefault("transcode", ""))) {
                throw new RefusedStreamException(StreamRefusal.UNKNOWN_TRANSCODE_PROFILE, "no such profile");
            }
            stream(address, channel, request.method().equals("GET") ? length : Duration.ZERO, out);
        } catch (RefusedStreamException e) {
            HttpReply.refused(e.refusal()).write(out, true);
        }
    }

    private void stream(StreamAddress address, DeviceChannel channel, Duration length, OutputStream out)
            throws IOException, InterruptedException {
        if (channel.copyProtected()) {
            throw new RefusedStreamException(StreamRefusal.CONTENT_PROTECTION_REQUIRED, "copy-protected");
        }
        String client = socket.getInetAddress().getHostAddress();
        VirtualTuner tuner = take(address, channel, client);
        try (ChannelStream stream = pages.antenna().receive(channel, client, this::cutOff)) {
            // Whoever has the head misses nothing of what is sent from then on.
            HttpReply.stream(tuner.state().number()).write(out, false);
            int program = address.selected(channel, pages.antenna().channels());
            Meter meter = new Meter(out, clock);
            tuner.watch(meter);
            stream.pass(program == 0 ? meter : Selection.ofProgram(program, meter), length);
            out.flush();
        } finally {
            tuner.release();
        }
    }

    private VirtualTuner take(StreamAddress address, DeviceChannel channel, String client)
            throws RefusedStreamException {
        TunerBank tuners = pages.tuners();
        if (address.anyTuner()) {
            return tuners.takeAny(channel, client)
                    .orElseThrow(
                            () -> new RefusedStreamException(StreamRefusal.ALL_TUNERS_IN_USE, "all tuners are in use"));
        }
        return tuners.at(address.tuner())
                .filter(tuner -> tuner.take(channel, client))
                .orElseThrow(() -> new RefusedStreamException(StreamRefusal.TUNER_IN_USE, "the tuner is in use"));
    }

    private void cutOff() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
