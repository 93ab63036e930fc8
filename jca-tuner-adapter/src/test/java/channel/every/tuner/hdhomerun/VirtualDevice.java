package channel.every.tuner.hdhomerun;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** An HDHomeRun on a loopback port that streams numbered packets, or misbehaves as told. */
public final class VirtualDevice implements AutoCloseable {
    /** What a channel's address does with a request. */
    public interface Behaviour {
        void serve(HttpExchange exchange) throws IOException;
    }

    static {
        // Else every write waits some 40 ms for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Duration PACE = Duration.ofMillis(5);
    private static final int PACKETS_A_WRITE = 70;

    private final InetAddress address;
    private final int tuners;
    private final Map<String, Behaviour> pages = new ConcurrentHashMap<>();
    private final Map<String, String> lineup = new ConcurrentHashMap<>();
    private final Map<String, String> places = new ConcurrentHashMap<>();
    private final String deviceId;
    private final AtomicInteger streaming = new AtomicInteger();
    private final AtomicInteger streamsServed = new AtomicInteger();
    private ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    public VirtualDevice(int tuners, String... channels) throws IOException {
        this(InetAddress.getLoopbackAddress(), "EC000008", tuners, channels);
    }

    private VirtualDevice(InetAddress address, String deviceId, int tuners, String... channels) throws IOException {
        this.address = address;
        this.deviceId = deviceId;
        this.tuners = tuners;
        this.server = listen(0);
        page("/discover.json", text(discover(tuners)));
        page("/lineup.json", exchange -> text(lineupJson()).serve(exchange));
        for (String channel : channels) {
            channel(channel, this::stream);
        }
    }

    /** Another device than all others. */
    public static VirtualDevice other(String deviceId, int tuners, String... channels) throws IOException {
        return new VirtualDevice(InetAddress.getLoopbackAddress(), deviceId, tuners, channels);
    }

    /** A device at an address of the loopback network. */
    public static VirtualDevice at(InetAddress address, String deviceId, int tuners, String... channels)
            throws IOException {
        return new VirtualDevice(address, deviceId, tuners, channels);
    }

    private HttpServer listen(int port) throws IOException {
        threads = Executors.newCachedThreadPool();
        HttpServer fresh = HttpServer.create(new InetSocketAddress(address, port), 0);
        fresh.setExecutor(threads);
        fresh.createContext("/", this::serve);
        fresh.start();
        return fresh;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            pages.getOrDefault(path, status(404, Map.of())).serve(exchange);
        }
    }

    public URI base() {
        return URI.create(
                "http://" + address.getHostAddress() + ":" + server.getAddress().getPort());
    }

    public void page(String path, Behaviour behaviour) {
        pages.put(path, behaviour);
    }

    /** A channel in the lineup whose address behaves as told. */
    public void channel(String number, Behaviour behaviour) {
        lineup.put(number, "/auto/v" + number);
        page("/auto/v" + number, behaviour);
    }

    private String discover(int tunerCount) {
        return """
                {"FriendlyName":"HDHomeRun TEST","ModelNumber":"HDHR5-4US","FirmwareName":"hdhomerun5_atsc",\
                "FirmwareVersion":"20250815","DeviceID":"%s","DeviceAuth":"secret","BaseURL":"%s",\
                "LineupURL":"%s/lineup.json","TunerCount":%d}""".formatted(deviceId, base(), base(), tunerCount);
    }

    private String lineupJson() {
        return lineup.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> "{\"GuideNumber\":\"%s\",\"GuideName\":\"EVERY\",\"HD\":1,%s\"URL\":\"%s%s\"}"
                        .formatted(e.getKey(), places.getOrDefault(e.getKey(), ""), base(), e.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Says in the lineup where the channel lies. */
    public void place(String number, long frequencyHz, int program) {
        places.put(number, "\"Frequency\":%d,\"ProgramNumber\":%d,".formatted(frequencyHz, program));
    }

    /** What a device sends on one of its tuners. */
    public interface Sending {
        void to(OutputStream out) throws IOException;
    }

    /** Streams for as long as the client listens, on a tuner of this device. */
    public void stream(HttpExchange exchange) throws IOException {
        stream(exchange, Long.MAX_VALUE);
    }

    /** Streams {@code packets} packets, on a tuner of this device, then ends. */
    public void stream(HttpExchange exchange, long packets) throws IOException {
        onATuner(exchange, out -> {
            for (long sent = 0; sent < packets; sent += PACKETS_A_WRITE) {
                out.write(NumberedPackets.from(sent, PACKETS_A_WRITE));
                out.flush();
                LockSupport.parkNanos(PACE.toNanos());
            }
        });
    }

    /** Takes a tuner of this device, if one is free, for as long as {@code sending} lasts. */
    public void onATuner(HttpExchange exchange, Sending sending) throws IOException {
        int taken = streaming.incrementAndGet();
        try {
            if (taken > tuners) {
                status(503, Map.of("X-HDHomeRun-Error", "805 All Tuners In Use"))
                        .serve(exchange);
                return;
            }
            streamsServed.incrementAndGet();
            sending.to(begin(exchange, "tuner" + (taken - 1)));
        } finally {
            streaming.decrementAndGet();
        }
    }

    /** The head of a successful stream. */
    public static OutputStream begin(HttpExchange exchange, String resource) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "video/mpeg");
        exchange.getResponseHeaders().set("X-HDHomeRun-Resource", resource);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    public static Behaviour text(String content) {
        return exchange -> {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Behaviour status(int status, Map<String, String> fields) {
        return exchange -> {
            fields.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Tuners streaming now. */
    public int streaming() {
        return streaming.get();
    }

    /** Streams begun so far. */
    public int streamsServed() {
        return streamsServed.get();
    }

    /** As if its plug were pulled. */
    public void unplug() {
        server.stop(0);
        threads.shutdownNow();
    }

    public void plugIn() throws IOException {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public void close() {
        unplug();
    }
}
