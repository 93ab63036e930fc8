package channel.every.archive.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Serves an archive without an application server: the same resources as a node's, on a port of its own. */
public final class ArchiveServer implements Closeable {
    private static final Logger LOG = System.getLogger(ArchiveServer.class.getName());

    /** Answers in memory at the same time, of at most 64 MiB each; who comes beyond is told to come again. */
    private static final int MOST_ANSWERS = 32;

    private static final int BACKLOG = 128;
    private static final int CLOSE_SECONDS = 1;

    private final ArchiveRoutes routes;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore answers = new Semaphore(MOST_ANSWERS);

    private ArchiveServer(ServedArchive archive, HttpServer server) {
        routes = new ArchiveRoutes(archive);
        this.server = server;
    }

    /** @param address port 0 for any free one */
    public static ArchiveServer start(ServedArchive archive, InetSocketAddress address) throws IOException {
        HttpServer listener;
        try {
            listener = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        ArchiveServer server = new ArchiveServer(archive, listener);
        listener.createContext("/", server::serve);
        listener.setExecutor(server.threads);
        listener.start();
        return server;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client hung up: {0}", e.getMessage());
        }
    }

    private ArchiveRoutes.Answer answer(HttpExchange exchange) {
        if (!answers.tryAcquire()) {
            return refused(new Refusal(503, "Service Unavailable", "too many requests at once", "come again later"));
        }
        try {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                return refused(new Refusal(405, "Method Not Allowed", method + " is not served", "use GET or HEAD"));
            }
            return routes.answer(exchange.getRequestURI(), exchange.getRequestHeaders());
        } catch (Refusal e) {
            return refused(e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "not served: {0}: {1}", exchange.getRequestURI(), e.getMessage());
            return refused(new Refusal(
                    503,
                    "Service Unavailable",
                    exchange.getRequestURI().getPath() + " is damaged here",
                    "ask another peer; ec-node archive-verify repairs objects"));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "answering " + exchange.getRequestURI().getPath() + " failed", e);
            return refused(new Refusal(
                    500, "Internal Server Error", "the server failed to answer", "see its log; ask another peer"));
        } finally {
            answers.release();
        }
    }

    private static ArchiveRoutes.Answer refused(Refusal refusal) {
        return new ArchiveRoutes.Answer(refusal.status(), Map.of("Content-Type", Refusal.MEDIA_TYPE), refusal.body());
    }

    private static void send(HttpExchange exchange, ArchiveRoutes.Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
        }
        exchange.sendResponseHeaders(answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
        if (!head && answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(CLOSE_SECONDS);
        threads.shutdownNow();
    }
}
