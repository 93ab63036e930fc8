package channel.every.station;

import channel.every.device.VirtualDevice;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A plain HTTP client on a socket, to see exactly what a device sends. */
final class TestClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    final List<String> head = new ArrayList<>();

    private TestClient(URI device, String request, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(device.getHost(), device.getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        in = new BufferedInputStream(socket.getInputStream());
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
    }

    static TestClient get(VirtualDevice device, String path) throws IOException {
        return send(device.uri(), "GET " + path + " HTTP/1.1\r\nHost: device\r\n\r\n");
    }

    static TestClient send(URI server, String request) throws IOException {
        return new TestClient(server, request, 0);
    }

    /** Takes few bytes before the device has to wait. */
    static TestClient slow(VirtualDevice device, String path) throws IOException {
        return new TestClient(device.uri(), "GET " + path + " HTTP/1.1\r\n\r\n", 4096);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    String status() {
        return head.getFirst();
    }

    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** What comes until the device ends the connection. */
    byte[] readAll() throws IOException {
        return in.readAllBytes();
    }

    String body() throws IOException {
        return new String(readAll(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
