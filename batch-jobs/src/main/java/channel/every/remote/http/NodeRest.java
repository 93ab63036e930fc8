package channel.every.remote.http;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The REST API of a node, as far as a proof needs it. */
final class NodeRest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final URI node;
    private final @Nullable String token;

    NodeRest(URI node, @Nullable String token) {
        this.node = node;
        this.token = token;
    }

    /** What is at a path of the node; null if nothing is. */
    @Nullable
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().timeout(ANSWER_TIMEOUT), path, true);
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher json =
                HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body));
        return some(
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .timeout(ANSWER_TIMEOUT)
                                .POST(json),
                        path,
                        false),
                path);
    }

    /** @param length of the bytes that {@code content} gives */
    JsonNode put(String path, Supplier<InputStream> content, long length, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(content), length);
        return some(
                send(
                        request(path)
                                .header("Content-Type", "application/octet-stream")
                                .timeout(timeout)
                                .PUT(body),
                        path,
                        false),
                path);
    }

    void delete(String path) throws IOException, InterruptedException {
        send(request(path).DELETE().timeout(ANSWER_TIMEOUT), path, true);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private @Nullable JsonNode send(HttpRequest.Builder request, String path, boolean mayBeAbsent)
            throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    node + " does not answer " + path + ": " + (e.getMessage() == null ? e : e.getMessage()), e);
        }
        int status = answer.statusCode();
        if (status == 404 && mayBeAbsent) {
            return null;
        }
        if (status / 100 != 2) {
            throw new IOException(node + " answers " + path + " with status " + status + ": " + problem(answer.body()));
        }
        try {
            return Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException(node + " answers " + path + " with something that is not JSON; is it a node?", e);
        }
    }

    private JsonNode some(@Nullable JsonNode answer, String path) throws IOException {
        if (answer == null) {
            throw new IOException(node + " has no answer to " + path);
        }
        return answer;
    }

    /** The detail of an RFC 9457 problem, or the beginning of whatever came. */
    private static String problem(String body) {
        try {
            JsonNode problem = Json.mapper().readTree(body);
            if (problem.hasNonNull("detail")) {
                return problem.get("detail").asText()
                        + (problem.hasNonNull("remedy")
                                ? "; " + problem.get("remedy").asText()
                                : "");
            }
        } catch (JsonProcessingException e) {
            return body.substring(0, Math.min(200, body.length())).replaceAll("\\s+", " ");
        }
        return body.substring(0, Math.min(200, body.length())).replaceAll("\\s+", " ");
    }
}
