package channel.every.archive.http;

import channel.every.archive.ManifestKey;
import channel.every.archive.ObjectStore;
import channel.every.archive.StaleKeyException;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Another node's archive, as far as it can be asked. Safe for any thread; nothing that it says is believed here. */
public final class Peer {
    private static final int MOST_CAPABILITIES_BYTES = 1 << 20;
    private static final int MOST_PAGE_BYTES = 16 << 20;
    private static final int PAGE_LINES = 10_000;
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;.*rel=\"?next\"?.*");

    private final Label name;
    private final URI base;
    private final @Nullable String token;
    private final BoundedClient client;
    private final AtomicLong receivedBytes = new AtomicLong();

    /** @param base of the peer's resources, as in {@code http://10.0.0.7:9080} */
    public Peer(Label name, URI base, @Nullable String token, BoundedClient client) {
        this.name = name;
        this.base = base;
        this.token = token;
        this.client = client;
    }

    /** @param next where the next page is, or null if this is the last for now */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares pages.
    public record Page(byte[] lines, @Nullable URI next) {}

    public Label name() {
        return name;
    }

    public URI base() {
        return base;
    }

    /** Bytes of bodies that came from it, used or not. */
    public long receivedBytes() {
        return receivedBytes.get();
    }

    /** What it can do; empty for an older one that cannot say. */
    public Optional<Capabilities> capabilities() throws IOException, InterruptedException {
        Fetched answer = get(new Fetch(at("/v1/capabilities"), token, MOST_CAPABILITIES_BYTES));
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        expect(answer, OK, "/v1/capabilities");
        try {
            return Optional.of(Json.mapper().readValue(answer.body(), Capabilities.class));
        } catch (JsonProcessingException e) {
            throw new IOException(name + " tells no capabilities: " + e.getOriginalMessage(), e);
        }
    }

    /** The first page of an index after a key. An older peer is asked without {@code source}, and from the beginning. */
    public Page page(Capabilities.@Nullable Manifest manifest, Label broadcast, Label track, ManifestKey after)
            throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("/v1/archive-manifest?broadcast=" + broadcast + "&track=" + track);
        if (manifest != null) {
            query.append("&source=").append(manifest.source());
        }
        if (after.offset() > 0) {
            query.append("&after=").append(after);
        }
        return page(at(query.append("&limit=" + PAGE_LINES).toString()), after);
    }

    /** A page that another one led to. */
    public Page page(URI url, ManifestKey after) throws IOException, InterruptedException {
        if (!url.getScheme().equals(base.getScheme()) || !url.getAuthority().equals(base.getAuthority())) {
            throw new IOException(name + " leads to " + url + ", which is not its own: not followed");
        }
        Fetched answer = get(new Fetch(url, token, MOST_PAGE_BYTES));
        if (answer.status() == CONFLICT) {
            throw new StaleKeyException(after);
        }
        expect(answer, OK, url.getPath());
        Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
        try {
            return new Page(answer.body(), link.matches() ? url.resolve(link.group(1)) : null);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + " leads to what is no URL: " + link.group(1), e);
        }
    }

    /**
     * An object, or its rest. The bytes are as they came: who asks verifies them.
     *
     * @param begun the first bytes, which are not fetched again
     * @return the object with what was begun, or empty if the peer does not have it
     * @throws BrokenOffException with what came of the rest
     */
    public Optional<byte[]> object(Blake3Hash hash, byte[] begun) throws IOException, InterruptedException {
        Map<String, String> range = begun.length == 0 ? Map.of() : Map.of("Range", "bytes=" + begun.length + "-");
        Fetched answer = get(new Fetch(at("/v1/objects/" + hash), token, ObjectStore.MAX_OBJECT_BYTES, range));
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.status() == PARTIAL_CONTENT && begun.length > 0) {
            byte[] whole = Arrays.copyOf(begun, begun.length + answer.body().length);
            System.arraycopy(answer.body(), 0, whole, begun.length, answer.body().length);
            return Optional.of(whole);
        }
        expect(answer, OK, "object " + hash);
        return Optional.of(answer.body());
    }

    private Fetched get(Fetch fetch) throws IOException, InterruptedException {
        try {
            Fetched answer = client.get(fetch);
            receivedBytes.addAndGet(answer.body().length);
            return answer;
        } catch (BrokenOffException e) {
            receivedBytes.addAndGet(e.received().length);
            throw e;
        } catch (RefusedUrlException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void expect(Fetched answer, int status, String what) throws IOException {
        if (answer.status() != status) {
            String body = new String(answer.body(), StandardCharsets.UTF_8).strip();
            throw new IOException(name + " answers " + what + " with status " + answer.status()
                    + (body.isEmpty() ? "" : ": " + body.substring(0, Math.min(body.length(), 300))));
        }
    }

    private URI at(String path) {
        return base.resolve(path);
    }
}
