package channel.every.archive.http;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.IndexReader;
import channel.every.archive.MemoryStore;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.archive.VerifyingStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveServerTest {
    private static final byte[] OBJECT = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    @TempDir
    Path directory;

    private final MemoryStore objects = new MemoryStore();
    private final HttpClient client = HttpClient.newHttpClient();
    private JsonLinesIndex index;
    private ArchiveServer server;
    private Blake3Hash hash;

    @BeforeEach
    void serve() throws IOException {
        hash = objects.put(OBJECT).hash();
        index = new JsonLinesIndex(directory);
        for (int chunk = 0; chunk < 25; chunk++) {
            index.append(List.of(Records.media("a", chunk)));
        }
        SequencedMap<Label, JsonLinesIndex> indexes = new LinkedHashMap<>();
        indexes.put(new Label("a"), index);
        server = ArchiveServer.start(
                new ServedArchive(new Label("node"), new VerifyingStore(objects), indexes, Optional.of("secret")),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        index.close();
        client.close();
    }

    @Test
    void an_object_is_served_for_ever_under_its_hash() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/objects/" + hash);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(OBJECT);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"" + hash + "\"");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(get("/v1/objects/" + hash, "If-None-Match", "\"" + hash + "\"")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void head_tells_the_length_and_sends_nothing() throws Exception {
        HttpResponse<byte[]> answer =
                client.send(request("/v1/objects/" + hash).HEAD().build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_range_is_a_part_of_verified_bytes() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/objects/" + hash, "Range", "bytes=7-");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes 7-9/10");
        assertThat(answer.body()).asString().isEqualTo("789");
        assertThat(get("/v1/objects/" + hash, "Range", "bytes=10-").statusCode())
                .isEqualTo(416);
        objects.objects.put(hash, "0123456780".getBytes(StandardCharsets.UTF_8));
        assertThat(get("/v1/objects/" + hash, "Range", "bytes=0-1").statusCode())
                .as("the first bytes are right and the object is not")
                .isEqualTo(503);
    }

    @Test
    void what_is_damaged_here_is_a_503_that_sends_to_another_peer() throws Exception {
        objects.objects.put(hash, "0123456780".getBytes(StandardCharsets.UTF_8));
        Files.delete(directory.resolve("la-kcop/publisher.m4s.jsonl"));
        Files.createDirectory(directory.resolve("la-kcop/publisher.m4s.jsonl"));
        for (String path : List.of(
                "/v1/objects/" + hash,
                "/v1/archive-manifest?broadcast=la-kcop",
                "/v1/archive-manifest?broadcast=la-kcop&since=1")) {
            HttpResponse<byte[]> answer = get(path, "Authorization", "Bearer secret");
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body())
                    .asString()
                    .contains(" is damaged here", "ask another peer")
                    .doesNotContain(directory.toString());
        }
    }

    @Test
    void what_is_no_hash_opens_nothing() throws Exception {
        for (String name : List.of(
                "../../etc/passwd",
                "%2e%2e%2f" + hash,
                hash.toString().substring(1),
                "../" + hash,
                hash + ".bin",
                "")) {
            assertThat(get("/v1/objects/" + name).statusCode()).as(name).isIn(400, 404);
        }
        assertThat(get("/v1/objects/" + Records.hashOf("absent")).statusCode()).isEqualTo(404);
    }

    @Test
    void pages_follow_each_other_and_together_are_the_index_itself() throws Exception {
        Path file = directory.resolve("la-kcop/publisher.m4s.jsonl");
        Files.writeString(file, "{\"v\":9,\"of\":\"a newer writer\"}\n", StandardOpenOption.APPEND);
        Files.writeString(file, "{\"torn", StandardOpenOption.APPEND);
        StringBuilder whole = new StringBuilder();
        int pages = 0;
        String next = "/v1/archive-manifest?broadcast=la-kcop&source=a&limit=7";
        while (next != null) {
            HttpResponse<byte[]> answer = get(next, "Authorization", "Bearer secret");
            assertThat(answer.statusCode()).isEqualTo(200);
            whole.append(new String(answer.body(), StandardCharsets.UTF_8));
            pages++;
            Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
            next = link.matches() ? link.group(1) : null;
        }
        assertThat(pages).isEqualTo(4);
        assertThat(whole + "{\"torn").isEqualTo(Files.readString(file));
    }

    @Test
    void who_holds_a_copy_makes_the_key_to_go_on_from() throws Exception {
        byte[] first = RecordWriter.lines(List.of(Records.media("a", 0)));
        String key =
                channel.every.archive.ManifestKey.after(first.length, first).toString();
        HttpResponse<byte[]> rest =
                get("/v1/archive-manifest?broadcast=la-kcop&after=" + key, "Authorization", "Bearer secret");
        List<ArchiveRecord> records = new ArrayList<>();
        IndexReader.read(new ByteArrayInputStream(rest.body()), line -> {
            if (line instanceof IndexLine.Valid(long number, ArchiveRecord record)) {
                records.add(record);
            }
        });
        assertThat(records).hasSize(24).first().isEqualTo(Records.media("a", 1));
    }

    @Test
    void who_asks_for_json_gets_the_page_as_one_document_and_everybody_else_its_lines() throws Exception {
        Path file = directory.resolve("la-kcop/publisher.m4s.jsonl");
        Files.writeString(file, "{\"v\":9,\"of\":\"a newer writer\"}\nno JSON\n", StandardOpenOption.APPEND);
        String query = "/v1/archive-manifest?broadcast=la-kcop&limit=20";
        HttpResponse<byte[]> first = get(query, "Authorization", "Bearer secret", "Accept", "application/json");
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode document = Json.mapper().readTree(first.body());
        assertThat(document.path("records")).hasSize(20);
        Matcher link = NEXT.matcher(first.headers().firstValue("Link").orElse(""));
        assertThat(link.matches()).isTrue();
        assertThat(link.group(1)).endsWith("after=" + document.path("next").asText());
        JsonNode rest = Json.mapper()
                .readTree(get(link.group(1), "Authorization", "Bearer secret", "Accept", "application/json")
                        .body());
        assertThat(rest.path("records")).hasSize(6);
        assertThat(rest.path("records").path(5).path("of").asText()).isEqualTo("a newer writer");
        assertThat(rest.path("malformed").asInt()).isEqualTo(1);
        assertThat(rest.has("next")).isFalse();
        for (String accept : List.of("*/*", "application/jsonl", "application/jsonl, application/json")) {
            assertThat(get(query, "Authorization", "Bearer secret", "Accept", accept)
                            .headers()
                            .firstValue("Content-Type"))
                    .as(accept)
                    .hasValue("application/jsonl");
        }
    }

    @Test
    void a_page_begins_at_a_time() throws Exception {
        long since = Records.media("a", 20).receivedUnixMs();
        HttpResponse<byte[]> answer =
                get("/v1/archive-manifest?broadcast=la-kcop&limit=3&since=" + since, "Authorization", "Bearer secret");
        assertThat(answer.body())
                .isEqualTo(RecordWriter.lines(
                        List.of(Records.media("a", 20), Records.media("a", 21), Records.media("a", 22))));
        assertThat(answer.headers().firstValue("Link").orElse(""))
                .contains("after=")
                .doesNotContain("since=");
    }

    @Test
    void a_key_that_does_not_lead_into_the_index_is_a_conflict() throws Exception {
        byte[] line = RecordWriter.lines(List.of(Records.media("a", 0)));
        for (String key : List.of(
                (line.length + 1) + "-" + "0".repeat(16),
                line.length + "-" + "0".repeat(16),
                "99999999-" + "0".repeat(16))) {
            assertThat(get("/v1/archive-manifest?broadcast=la-kcop&after=" + key, "Authorization", "Bearer secret")
                            .statusCode())
                    .as(key)
                    .isEqualTo(409);
        }
    }

    @Test
    void a_manifest_is_for_the_holder_of_the_token() throws Exception {
        assertThat(get("/v1/archive-manifest?broadcast=la-kcop").statusCode()).isEqualTo(401);
        assertThat(get("/v1/archive-manifest?broadcast=la-kcop", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void capabilities_name_the_features_and_the_tracks() throws Exception {
        assertThat(get("/v1/capabilities").body())
                .asString()
                .contains("\"manifest-keys\"")
                .contains("\"source\" : \"a\"")
                .contains("\"broadcast\" : \"la-kcop\"")
                .contains("\"track\" : \"publisher.m4s\"");
    }

    @Test
    void what_cannot_be_asked_is_said_with_the_remedy() throws Exception {
        String auth = "Authorization";
        for (String query : List.of(
                "",
                "?broadcast=../x",
                "?broadcast=la-kcop&limit=0",
                "?broadcast=la-kcop&limit=x",
                "?broadcast=la-kcop&after=x",
                "?broadcast=la-kcop&since=yesterday",
                "?broadcast=la-kcop&after=0&since=1",
                "?broadcast=unknown",
                "?broadcast=la-kcop&source=b")) {
            HttpResponse<byte[]> answer = get("/v1/archive-manifest" + query, auth, "Bearer secret");
            assertThat(answer.statusCode()).as(query).isIn(400, 404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).asString().contains("\"remedy\"");
        }
        HttpResponse<byte[]> posted = client.send(
                request("/v1/capabilities")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(posted.statusCode()).isEqualTo(405);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }
}
