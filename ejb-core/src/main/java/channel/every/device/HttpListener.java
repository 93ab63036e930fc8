package channel.every.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A TCP port whose connections each have a virtual thread, until it is closed; a slow one holds up nobody. */
public final class HttpListener implements AutoCloseable {
    /** Serves one connection and leaves; the socket is closed behind it. An interrupt ends it. */
    public interface Service {
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    private static final int MOST_CONNECTIONS = 64;

    /** Out of file descriptors, for instance: trying again at once would not help. */
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /** It only has to notice that its socket is closed. */
    private static final Duration ACCEPTOR_PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final ServerSocket server;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final Thread acceptor;

    private HttpListener(String name, ServerSocket server, Service service) {
        this.name = name;
        this.server = server;
        this.acceptor = Thread.ofPlatform().name("port-" + name).daemon().unstarted(() -> accept(service));
    }

    /**
     * Starts to listen.
     *
     * @param name says in messages whose port it is
     * @param port 0 for any free one
     */
    public static HttpListener start(String name, int port, InetAddress address, Service service) throws IOException {
        try {
            HttpListener listener = new HttpListener(name, new ServerSocket(port, MOST_CONNECTIONS, address), service);
            listener.acceptor.start();
            return listener;
        } catch (IOException e) {
            throw new IOException(name + " cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Where it is reached by somebody who knows it as {@code address}. */
    public URI uri(InetAddress address) {
        String host = address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    public URI uri() {
        return uri(server.getInetAddress());
    }

    private void accept(Service service) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= MOST_CONNECTIONS) {
                    socket.close();
                } else {
                    Thread thread = Thread.ofVirtual().unstarted(() -> serve(socket, service));
                    connections.put(socket, thread);
                    thread.start();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "{0}: {1}", name, e.getMessage());
                    LockSupport.parkNanos(RETRY_PAUSE.toNanos());
                }
            }
        }
        endConnections();
    }

    private void serve(Socket socket, Service service) {
        try (socket) {
            service.serve(socket);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: a client left: {1}", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    /** An interrupt also closes the socket that a virtual thread is blocked on. */
    private void endConnections() {
        connections.values().forEach(Thread::interrupt);
    }

    /** Ends every connection; when it returns, the port refuses new ones. */
    @Override
    public void close() {
        try {
            server.close();
            // The kernel goes on completing connections until the thread that waits in accept has let go of the socket.
            acceptor.join(ACCEPTOR_PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endConnections();
    }
}
