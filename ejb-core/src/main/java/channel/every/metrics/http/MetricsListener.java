package channel.every.metrics.http;

import channel.every.metrics.MetricFamily;
import channel.every.metrics.PrometheusText;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /health}, and {@code /metrics} made anew for each scrape, one scrape at a time. */
public final class MetricsListener implements Closeable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    /** Scrapes that wait for one that takes long; more are refused by the system. */
    private static final int WAITING = 8;

    private final HttpServer server;
    private final ExecutorService scrapes = Executors.newSingleThreadExecutor();

    private MetricsListener(HttpServer server) {
        this.server = server;
    }

    /** @param scrape must not fail: what cannot be read is a metric too */
    public static MetricsListener open(ListenAddress address, Supplier<List<MetricFamily>> scrape) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address.socketAddress(), WAITING);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        MetricsListener listener = new MetricsListener(server);
        server.setExecutor(listener.scrapes);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, scrape);
            }
        });
        server.start();
        return listener;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Supplier<List<MetricFamily>> scrape) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            send(exchange, NOT_ALLOWED, "text/plain; charset=utf-8", "use GET\n");
            return;
        }
        switch (exchange.getRequestURI().getPath()) {
            case "/health" -> send(exchange, OK, "application/json", "{\"status\":\"UP\"}\n");
            case "/metrics" -> send(exchange, OK, PrometheusText.CONTENT_TYPE, PrometheusText.render(scrape.get()));
            default -> send(exchange, NOT_FOUND, "text/plain; charset=utf-8", "ask for /metrics or /health\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        scrapes.shutdownNow();
    }
}
