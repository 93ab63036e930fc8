package channel.every.it;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that has to be told its port before it listens. */
final class FreePort {
    /** Below the range that Linux takes the ports of outgoing connections from (32768 and up), which could be gone again at once. */
    private static final int LOWEST = 20_000;

    private static final int BEYOND = 32_000;
    private static final int MOST_TRIES = 100;

    private FreePort() {}

    static int find() throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                System.out.println("port " + port + " is taken: " + taken.getMessage());
            }
        }
        throw new IOException("no free port from " + LOWEST + " to " + BEYOND);
    }
}
