package channel.every.archive.http;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.identity.Label;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A peer over a real archive that behaves as a test wants, and counts what it sends. */
public final class TestPeer implements Closeable {
    /** How it answers requests for objects, and in one case for everything. */
    public enum Mood {
        HONEST,
        TRUNCATED,
        LYING,
        SLOW,
        OLDER,
        MISLEADING
    }

    private final DataDirectory.OpenIndexes indexes;
    private final ArchiveRoutes routes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    public final List<String> requests = new CopyOnWriteArrayList<>();
    public final AtomicLong objectBytes = new AtomicLong();
    public final AtomicLong manifestBytes = new AtomicLong();
    public volatile Mood mood = Mood.HONEST;
    public volatile long objectsUntilDeath = Long.MAX_VALUE;

    public TestPeer(Path data, int port) throws IOException {
        DataDirectory directory = new DataDirectory(data);
        indexes = directory.indexes();
        routes = new ArchiveRoutes(new ServedArchive(
                new Label("test-peer"), new FileObjectStore(directory.cas()), indexes.byPublisher(), Optional.empty()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestURI().toString());
            ArchiveRoutes.Answer answer = answer(exchange, path);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (path.startsWith("/v1/objects/") && answer.status() < 300) {
                object(exchange, answer);
            } else {
                if (path.endsWith("manifest")) {
                    manifestBytes.addAndGet(answer.body().length);
                }
                send(exchange, answer.status(), answer.body(), answer.body().length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ArchiveRoutes.Answer answer(HttpExchange exchange, String path) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean tooNew = path.endsWith("capabilities") || query.contains("source=");
        if (mood == Mood.OLDER && tooNew) {
            return new ArchiveRoutes.Answer(path.endsWith("capabilities") ? 404 : 400, Map.of(), new byte[0]);
        }
        if (mood == Mood.MISLEADING && path.endsWith("manifest")) {
            return new ArchiveRoutes.Answer(
                    200, Map.of("Link", "<http://169.254.169.254/v1/archive-manifest>; rel=\"next\""), new byte[0]);
        }
        try {
            return routes.answer(exchange.getRequestURI(), exchange.getRequestHeaders());
        } catch (Refusal e) {
            return new ArchiveRoutes.Answer(e.status(), Map.of(), e.body());
        }
    }

    private void object(HttpExchange exchange, ArchiveRoutes.Answer answer) throws IOException, InterruptedException {
        synchronized (this) {
            if (objectsUntilDeath == 0) {
                return;
            }
            objectsUntilDeath--;
        }
        byte[] body = answer.body();
        switch (mood) {
            case HONEST, OLDER, MISLEADING -> send(exchange, answer.status(), body, body.length);
            case TRUNCATED -> send(exchange, answer.status(), body, body.length / 2);
            case LYING -> {
                byte[] wrong = body.clone();
                wrong[body.length / 2] ^= 1;
                send(exchange, answer.status(), wrong, wrong.length);
            }
            case SLOW -> closing.await();
        }
    }

    private void send(HttpExchange exchange, int status, byte[] body, int sent) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (sent > 0) {
            exchange.getResponseBody().write(Arrays.copyOf(body, sent));
            exchange.getResponseBody().flush();
        }
        if (status < 300 && exchange.getRequestURI().getPath().startsWith("/v1/objects/")) {
            objectBytes.addAndGet(sent);
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
        indexes.close();
    }
}
