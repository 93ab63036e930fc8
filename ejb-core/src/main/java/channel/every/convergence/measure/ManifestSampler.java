package channel.every.convergence.measure;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Fetch;
import channel.every.archive.http.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches samples of manifests into manifest roots: bounded in bytes, whoever answers. */
final class ManifestSampler {
    /** Some 30,000 records. */
    static final int MOST_BYTES = 32 << 20;

    /** The most that nodes give at once. */
    static final int MOST_RECORDS = 10_000;

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_FOUND = 404;

    /** Of 10,000 records each: five million are two months of a broadcast. */
    private static final int MOST_PAGES = 500;

    /** RFC 8288. */
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final MeasurementSettings settings;
    private final BoundedClient client;
    private final @Nullable String token;

    /** @param token for nodes that ask for one, or null */
    ManifestSampler(MeasurementSettings settings, BoundedClient client, @Nullable String token) {
        this.settings = settings;
        this.client = client;
        this.token = token;
    }

    /** Replaces what a root holds of the measured track by the newest records of a source. */
    void fetch(MeasuredSource source, Path root, long nowUnixMs) throws IOException, InterruptedException {
        byte[] lines = source.isNode() ? fromNode(source, nowUnixMs) : fromFile(source);
        Path track = root.resolve(settings.broadcast().value()).resolve(settings.track() + ".jsonl");
        Files.createDirectories(track.getParent());
        Files.write(track, lines);
    }

    private byte[] fromNode(MeasuredSource source, long nowUnixMs) throws IOException, InterruptedException {
        long since = Math.max(0, nowUnixMs - settings.span().toMillis());
        URI url = source.newest(settings.broadcast(), settings.track(), since, MOST_RECORDS);
        Fetched answer = client.get(new Fetch(url, token, MOST_BYTES));
        if (answer.status() == NOT_FOUND) {
            return lastPages(source.firstPage(settings.broadcast(), settings.track(), MOST_RECORDS));
        }
        return body(url, answer);
    }

    /** The end of a manifest that can only be read from its beginning. */
    private byte[] lastPages(URI first) throws IOException, InterruptedException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        URI url = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            Fetched answer = client.get(new Fetch(url, token, MOST_BYTES));
            byte[] lines = body(url, answer);
            if (kept.size() + lines.length > MOST_BYTES) {
                kept.reset();
            }
            kept.writeBytes(lines);
            Matcher next = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
            if (!next.find()) {
                return kept.toByteArray();
            }
            url = url.resolve(next.group(1));
        }
        throw new IOException(first + " has more than " + MOST_PAGES + " pages: sample a node, or the file itself");
    }

    private static byte[] body(URI url, Fetched answer) throws IOException {
        if (answer.status() != OK) {
            throw new IOException(url + " answered " + answer.status() + ": " + beginning(answer.body()));
        }
        return answer.body();
    }

    /** Its last bytes, where the server can give them alone. */
    private byte[] fromFile(MeasuredSource source) throws IOException, InterruptedException {
        Fetched answer =
                client.get(new Fetch(source.url(), token, MOST_BYTES, Map.of("Range", "bytes=-" + MOST_BYTES)));
        return switch (answer.status()) {
            case OK -> answer.body();
            case PARTIAL_CONTENT -> wholeLines(answer);
            // RFC 9110 15.5.17: of an empty file there is no last byte.
            case RANGE_NOT_SATISFIABLE -> new byte[0];
            default ->
                throw new IOException(source.url() + " answered " + answer.status() + ": " + beginning(answer.body()));
        };
    }

    private static byte[] wholeLines(Fetched answer) {
        byte[] body = answer.body();
        if (answer.headers().firstValue("Content-Range").orElse("").startsWith("bytes 0-")) {
            return body;
        }
        int at = 0;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return Arrays.copyOfRange(body, Math.min(at + 1, body.length), body.length);
    }

    private static String beginning(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("nothing");
    }
}
