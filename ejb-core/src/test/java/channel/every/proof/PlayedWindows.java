package channel.every.proof;

import channel.every.cmaf.SampleEntry;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Windows put end to end as Chromium plays them through Media Source Extensions. */
final class PlayedWindows {
    private PlayedWindows() {}

    /** What {@code join.html} tells. @param home an empty directory */
    static JsonNode play(JoinedWindows joined, double rate, Path home) throws Exception {
        int audio = joined.windows().getFirst().size() - 1;
        Map<String, byte[]> files = new TreeMap<>();
        files.put("/", page());
        offer(files, "/video-", joined, 0);
        offer(files, "/audio-", joined, audio);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        try (Chromium chromium = Chromium.start(home)) {
            Map<String, Object> arguments = Map.of(
                    "video",
                    "video/mp4; codecs=\"" + codecs(joined, 0) + '"',
                    "audio",
                    "audio/mp4; codecs=\"" + codecs(joined, audio) + '"',
                    "fragments",
                    joined.windows().size(),
                    "offset",
                    joined.start(0) / 90_000.0,
                    "rate",
                    rate);
            URI page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            return chromium.evaluate(
                    page, "typeof play === 'function'", "play(" + Json.mapper().writeValueAsString(arguments) + ")");
        } finally {
            server.stop(0);
        }
    }

    private static void offer(Map<String, byte[]> files, String name, JoinedWindows joined, int rendition) {
        files.put(name + 0, joined.windows().getFirst().get(rendition).init().bytes());
        for (int i = 0; i < joined.windows().size(); i++) {
            files.put(
                    name + (i + 1),
                    joined.windows()
                            .get(i)
                            .get(rendition)
                            .fragments()
                            .getFirst()
                            .bytes());
        }
    }

    private static String codecs(JoinedWindows joined, int rendition) {
        return SampleEntry.of(joined.windows().getFirst().get(rendition).init().bytes())
                .codecs();
    }

    private static byte[] page() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PlayedWindows.class.getResourceAsStream("join.html"), "join.html")) {
            return in.readAllBytes();
        }
    }
}
