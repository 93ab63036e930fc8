package channel.every.it;

import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

/** A running node as its users see it: an HTTP address. */
record Node(String host, int port) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    Node(int port) {
        this("127.0.0.1", port);
    }

    /** The one that Arquillian started. */
    static Node deployed() {
        return new Node(Integer.getInteger("it.http.port"));
    }

    /** The HDHomeRun that it shows. Its control port is the one that clients know, so its address is one of its own. */
    static Node television() throws IOException {
        int port = Integer.getInteger("it.television.port");
        return new Node(InetAddress.getByName("127." + port).getHostAddress(), port);
    }

    /** The EAR, byte for byte as built. */
    static EnterpriseArchive ear() {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File(System.getProperty("every-channel.ear")));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The one of several representations that is asked for. */
    HttpResponse<String> get(String path, String mediaType) throws IOException, InterruptedException {
        return CLIENT.send(request(path).header("Accept", mediaType).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A body without end. */
    InputStream stream(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(TIMEOUT);
    }

    /** A resource that must be there. */
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /** The live verdict on the broadcast that both publishers receive. */
    JsonNode verdict() throws IOException, InterruptedException {
        return json("/v1/convergence/demo");
    }

    /** One publisher of a broadcast. */
    JsonNode publisher(String broadcast, String name) throws IOException, InterruptedException {
        for (JsonNode publisher : json("/v1/streams/" + broadcast).path("publishers")) {
            if (publisher.path("name").asText().equals(name)) {
                return publisher;
            }
        }
        throw new IOException("no publisher " + name + " of " + broadcast);
    }

    /** The sum over all renditions of one of the verdict's counts. */
    long count(String field) throws IOException, InterruptedException {
        return count(verdict(), field);
    }

    static long count(JsonNode verdict, String field) {
        long sum = 0;
        for (JsonNode group : verdict.path("groups")) {
            sum += group.path(field).asLong();
        }
        return sum;
    }
}
