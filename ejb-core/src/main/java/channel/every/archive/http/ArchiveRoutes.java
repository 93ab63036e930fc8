package channel.every.archive.http;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.ManifestDocument;
import channel.every.archive.ManifestKey;
import channel.every.archive.ManifestPage;
import channel.every.archive.StaleKeyException;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.json.Json;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Answers GET and HEAD of an archive's resources, as a node does. */
final class ArchiveRoutes {
    static final String JSON_LINES = "application/jsonl";
    private static final String JSON = "application/json";
    private static final String OBJECTS = "/v1/objects/";
    private static final int DEFAULT_LINES = 1000;
    private static final int MOST_LINES = 10_000;
    private static final int MOST_BYTES = 8 << 20;
    private static final int OK = 200;

    private final ServedArchive archive;

    ArchiveRoutes(ServedArchive archive) {
        this.archive = archive;
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    Answer answer(URI request, Headers headers) throws IOException, Refusal {
        String path = request.getPath();
        if (path.startsWith(OBJECTS)) {
            return object(path.substring(OBJECTS.length()), headers);
        }
        return switch (path) {
            case "/v1/archive-manifest" -> manifest(request, headers);
            case "/v1/capabilities" -> text(JSON, Json.pretty(Capabilities.of(archive.node(), archive.indexes())));
            case "/health" -> text(JSON, "{\"status\":\"UP\"}\n");
            default ->
                throw new Refusal(
                        404,
                        "Not Found",
                        "there is no " + path,
                        "ask for /v1/capabilities, /v1/archive-manifest, /v1/objects/{hash} or /health");
        };
    }

    private Answer object(String name, Headers headers) throws IOException, Refusal {
        Blake3Hash hash;
        try {
            hash = Blake3Hash.parse(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "Bad Request", String.valueOf(e.getMessage()), "take a hash from a manifest");
        }
        byte[] object = archive.objects()
                .get(hash)
                .orElseThrow(() -> new Refusal(
                        404, "Not Found", "there is no object " + hash, "take a hash from /v1/archive-manifest"));
        ObjectAnswer answer = ObjectAnswer.to(
                hash,
                object,
                headers.getFirst("Range"),
                headers.getFirst("If-Range"),
                headers.getFirst("If-None-Match"));
        return new Answer(answer.status(), answer.headers(), answer.body());
    }

    private Answer manifest(URI request, Headers asked) throws IOException, Refusal {
        authorize(asked.getFirst("Authorization"));
        Map<String, String> query = query(request);
        Label broadcast = label(query, "broadcast", null);
        Label track = label(query, "track", ArchiveRecord.PROOF_TRACK);
        ArchiveIndex index = index(query, broadcast);
        ManifestPage page;
        try {
            page = index.page(
                    broadcast, track, key(query, index, broadcast, track), lines(query.get("limit")), MOST_BYTES);
        } catch (StaleKeyException e) {
            throw new Refusal(409, "Conflict", String.valueOf(e.getMessage()), "leave it away to begin");
        }
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        boolean document = wantsDocument(asked.getFirst("Accept"));
        headers.put("Content-Type", document ? JSON : JSON_LINES);
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept");
        if (page.more()) {
            query.put("after", page.next().toString());
            query.remove("since");
            headers.put("Link", "<" + request.getPath() + "?" + joined(query) + ">; rel=\"next\"");
        }
        return new Answer(
                OK,
                headers,
                document
                        ? Json.pretty(ManifestDocument.of(broadcast, track, page))
                                .getBytes(StandardCharsets.UTF_8)
                        : page.lines());
    }

    /** Lines for everybody but who names JSON and not them: what a mirror takes byte for byte is the rule. */
    private static boolean wantsDocument(@Nullable String accept) {
        return accept != null && accept.contains(JSON) && !accept.contains(JSON_LINES);
    }

    private static ManifestKey key(Map<String, String> query, ArchiveIndex index, Label broadcast, Label track)
            throws IOException, Refusal {
        String after = query.get("after");
        String since = query.get("since");
        if (after != null && since != null) {
            throw new Refusal(400, "Bad Request", "after and since both say where to begin", "leave one away");
        }
        if (since != null) {
            if (!since.matches("\\d{1,18}")) {
                throw new Refusal(
                        400, "Bad Request", "since is \"" + since + '"', "give a receive time in Unix milliseconds");
            }
            return index.keyBefore(broadcast, track, Long.parseLong(since));
        }
        try {
            return ManifestKey.parse(after == null ? "0" : after);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "Bad Request", "after: " + e.getMessage(), "leave it away to begin");
        }
    }

    private ArchiveIndex index(Map<String, String> query, Label broadcast) throws IOException, Refusal {
        if (query.containsKey("source")) {
            ArchiveIndex named = archive.indexes().get(label(query, "source", null));
            if (named != null) {
                return named;
            }
        } else {
            ArchiveIndex only = null;
            for (ArchiveIndex each : archive.indexes().values()) {
                if (each.broadcasts().contains(broadcast)) {
                    if (only != null) {
                        throw new Refusal(
                                400,
                                "Bad Request",
                                "source is missing: several publishers have " + broadcast,
                                "/v1/capabilities lists them");
                    }
                    only = each;
                }
            }
            if (only != null) {
                return only;
            }
        }
        throw new Refusal(
                404, "Not Found", "nobody here archives " + broadcast + " so", "/v1/capabilities lists who does");
    }

    /** RFC 6750; compared in constant time. */
    private void authorize(@Nullable String authorization) throws Refusal {
        if (archive.token().isPresent()) {
            byte[] wanted = ("Bearer " + archive.token().get()).getBytes(StandardCharsets.UTF_8);
            byte[] given = String.valueOf(authorization).getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(wanted, given)) {
                throw new Refusal(
                        401, "Unauthorized", "a bearer token is needed", "send \"Authorization: Bearer <token>\"");
            }
        }
    }

    private static Label label(Map<String, String> query, String name, @Nullable Label absent) throws Refusal {
        String text = query.get(name);
        if (text == null && absent != null) {
            return absent;
        }
        try {
            return new Label(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "Bad Request", name + ": " + e.getMessage(), "/v1/capabilities lists what there is");
        }
    }

    private static int lines(@Nullable String text) throws Refusal {
        try {
            int lines = text == null ? DEFAULT_LINES : Integer.parseInt(text);
            if (lines >= 1 && lines <= MOST_LINES) {
                return lines;
            }
        } catch (NumberFormatException e) {
            throw badLimit(text);
        }
        throw badLimit(text);
    }

    private static Refusal badLimit(@Nullable String text) {
        return new Refusal(400, "Bad Request", "limit is \"" + text + '"', "use a number of 1 to " + MOST_LINES);
    }

    private static Answer text(String type, String body) {
        return new Answer(
                OK, Map.of("Content-Type", type, "Cache-Control", "no-store"), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(URI request) {
        Map<String, String> found = new HashMap<>();
        String query = request.getRawQuery() == null ? "" : request.getRawQuery();
        for (String each : query.split("&")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                found.put(each.substring(0, equals), decoded(each.substring(equals + 1)));
            }
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // What is no escape is no label, key or number either, and is refused as such.
            return text;
        }
    }

    /** Only values that were accepted come here, and they hold nothing to escape. */
    private static String joined(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {"broadcast", "track", "source", "limit", "after"}) {
            if (query.containsKey(name)) {
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(query.get(name));
            }
        }
        return text.toString();
    }
}
