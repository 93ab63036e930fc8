package channel.every.archive.http;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with the same bytes, right or wrong, and closes the connection or not. */
final class ScriptedServer implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private volatile byte[] answer = new byte[0];
    private volatile boolean stays;
    private volatile String request = "";

    ScriptedServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The newest request's line and headers. */
    String request() {
        return request;
    }

    void answers(String text) {
        answer = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    void answersAndStays(String text) {
        answers(text);
        stays = true;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                connections.incrementAndGet();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                StringBuilder head = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.append(line).append('\n');
                }
                request = head.toString();
                OutputStream out = client.getOutputStream();
                out.write(answer);
                out.flush();
                if (stays) {
                    in.read();
                }
            } catch (IOException e) {
                // The client hung up, or the test is over.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
