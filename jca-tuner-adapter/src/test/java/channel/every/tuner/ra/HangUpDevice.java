package channel.every.tuner.ra;

import channel.every.tuner.hdhomerun.NumberedPackets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;

/**
 * An HDHomeRun with one tuner that sends the beginning of a stream, then nothing, and knows when its client hangs up. So nothing but
 * the client's own decision can end the stream.
 */
final class HangUpDevice implements AutoCloseable {
    private static final int PACKETS = 100;

    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();

    HangUpDevice() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Waits until the client of the stream has closed its connection. */
    void awaitHangUp() {
        hungUp.join();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String path = new Scanner(client.getInputStream(), StandardCharsets.US_ASCII)
                    .useDelimiter(" ")
                    .skip("GET ")
                    .next();
            switch (path) {
                case "/discover.json" -> reply(client, "{\"DeviceID\":\"EC000008\",\"TunerCount\":1}");
                case "/lineup.json" -> reply(client, """
                            [{"GuideNumber":"5.1","URL":"/auto/v5.1"},{"GuideNumber":"5.2","URL":"/auto/v5.2"}]""");
                default -> stream(client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reply(Socket client, String page) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n" + page)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void stream(Socket client) throws IOException {
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(NumberedPackets.from(0, PACKETS));
        try {
            // A client says nothing after its request: this waits for its end.
            client.getInputStream().skip(Long.MAX_VALUE);
            client.getInputStream().read();
        } finally {
            hungUp.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
