package channel.every.station;

import channel.every.device.HttpListener;
import channel.every.device.HttpReply;
import channel.every.device.HttpRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Switches devices over HTTP: {@code GET /devices} lists them, {@code POST /devices/NAME/stop} and {@code /start} switch one
 * off and on.
 */
final class StationControl implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StationControl.class.getName());

    private static final int REQUEST_PATIENCE_MILLIS = 10_000;
    private static final Pattern SWITCH = Pattern.compile("/devices/([^/]+)/(stop|start)");

    private final Station station;
    private final HttpListener listener;

    StationControl(Station station, int port, InetAddress address) throws IOException {
        this.station = station;
        this.listener = HttpListener.start("control", port, address, this::serve);
    }

    URI uri() {
        return listener.uri();
    }

    private void serve(Socket socket) throws IOException {
        socket.setSoTimeout(REQUEST_PATIENCE_MILLIS);
        HttpReply reply;
        try {
            reply = answer(HttpRequest.read(new BufferedInputStream(socket.getInputStream())));
        } catch (ProtocolException e) {
            reply = HttpReply.plain("400 Bad Request");
        }
        reply.write(socket.getOutputStream(), true);
    }

    private HttpReply answer(HttpRequest request) {
        Matcher change = SWITCH.matcher(request.path());
        if (request.path().equals("/devices")) {
            return request.method().equals("GET") ? list() : HttpReply.plain("405 Method Not Allowed");
        }
        if (!change.matches()) {
            return HttpReply.plain("404 Not Found");
        }
        if (!request.method().equals("POST")) {
            return HttpReply.plain("405 Method Not Allowed");
        }
        return switched(change.group(1), change.group(2).equals("start"));
    }

    private HttpReply switched(String name, boolean on) {
        try {
            boolean known = on ? station.start(name) : station.stop(name);
            return known ? list() : HttpReply.plain("404 Not Found");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "its port was taken meanwhile: {0}", e.getMessage());
            return HttpReply.plain("503 Service Unavailable");
        }
    }

    private HttpReply list() {
        Map<String, String> devices = new LinkedHashMap<>();
        station.devices().forEach(device -> devices.put(device.name(), "on"));
        station.stopped().forEach(device -> devices.put(device.name(), "off"));
        return HttpReply.json(devices);
    }

    @Override
    public void close() {
        listener.close();
    }
}
