package channel.every.proof;

import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, driven through its DevTools protocol. */
public final class Chromium implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
    private static final int ATTEMPTS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    private Chromium(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** @param home an empty directory for its profile */
    public static Chromium start(Path home) {
        try {
            Process process = new ProcessBuilder(
                            "chromium",
                            "--headless=new",
                            "--no-sandbox",
                            "--no-first-run",
                            "--disable-gpu",
                            "--mute-audio",
                            "--autoplay-policy=no-user-gesture-required",
                            "--disable-background-media-suspend",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + home,
                            "about:blank")
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            StringBuilder all = new StringBuilder();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.matches()) {
                    Thread.ofVirtual().start(() -> said.lines().forEach(more -> {}));
                    return new Chromium(process, listening.group(1));
                }
                all.append(line).append('\n');
            }
            throw new IllegalStateException("chromium ended at once: " + all);
        } catch (IOException e) {
            throw new UncheckedIOException("this test needs Chromium: apt-get install chromium", e);
        }
    }

    /** Opens a page, waits until a condition holds in it, evaluates an expression and returns what its promise gives. */
    public JsonNode evaluate(URI page, String condition, String expression) throws Exception {
        HttpRequest open = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?" + page))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonNode target =
                Json.mapper().readTree(http.send(open, BodyHandlers.ofString()).body());
        Answers answers = new Answers();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(target.path("webSocketDebuggerUrl").asText()), answers)
                .join();
        // The first answers are those of the empty page that every new one begins as.
        for (int i = 0; i < ATTEMPTS && !ask(socket, answers, condition).asBoolean(); i++) {
            Thread.onSpinWait();
        }
        JsonNode value = ask(socket, answers, expression);
        socket.abort();
        return value;
    }

    private static JsonNode ask(WebSocket socket, Answers answers, String expression) throws Exception {
        ObjectNode command = Json.mapper().createObjectNode().put("id", 1).put("method", "Runtime.evaluate");
        command.putObject("params")
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true);
        socket.sendText(command.toString(), true).join();
        String text = Objects.requireNonNull(
                answers.whole.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the browser says nothing");
        JsonNode reply = Json.mapper().readTree(text);
        if (reply.has("error") || reply.path("result").has("exceptionDetails")) {
            throw new IllegalStateException("the page failed: " + reply);
        }
        return reply.path("result").path("result").path("value");
    }

    private static final class Answers implements WebSocket.Listener {
        final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                whole.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
