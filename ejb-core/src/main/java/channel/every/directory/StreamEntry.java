package channel.every.directory;

import channel.every.time.ClockAnchor;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is listed at present.
 *
 * @param announced what its publisher said last
 * @param expiresUnixMs when it is listed no more, unless it is refreshed
 */
public record StreamEntry(DirectoryWrite.Upsert announced, long updatedUnixMs, long expiresUnixMs) {
    public EntryKey key() {
        return announced.key();
    }

    public @Nullable ClockAnchor anchor() {
        return announced.anchor();
    }

    /** The entry as it is listed; without {@code relays} if its publisher named none. */
    @JsonValue
    public JsonNode json() {
        ObjectNode json = announced.json();
        json.remove("ttl_seconds");
        json.put("updated_unix_ms", updatedUnixMs);
        json.put("expires_unix_ms", expiresUnixMs);
        return json;
    }
}
