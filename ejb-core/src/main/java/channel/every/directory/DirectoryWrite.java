package channel.every.directory;

import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import channel.every.json.JsonMembers;
import channel.every.time.ClockAnchor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client asks of the directory: to list a stream for a while, or no longer. */
public sealed interface DirectoryWrite {
    /** An announcement is about 1 KB; with all its relays it stays below this. */
    int MOST_BYTES = 16 * 1024;

    /** More candidates than a client would ever race. */
    int MOST_RELAYS = 16;

    /** For clients that do not say; a publisher refreshes in a third of that. */
    Duration DEFAULT_TTL = Duration.ofSeconds(90);

    /** A publisher that is gone shall not stay listed for longer. */
    Duration LONGEST_TTL = Duration.ofHours(1);

    EntryKey key();

    /**
     * @param relays in the order of preference, as they came: a transport that this directory does not know is for its readers to know
     * @param others members that this version does not know, as they came
     */
    record Upsert(
            EntryKey key,
            PrimaryRelay primary,
            List<JsonNode> relays,
            @Nullable ClockAnchor anchor,
            Duration ttl,
            ObjectNode others)
            implements DirectoryWrite {
        public Upsert {
            relays = List.copyOf(relays);
        }

        /** The announcement as it could be sent again. */
        ObjectNode json() {
            ObjectNode json = Json.mapper().createObjectNode();
            json.put("stream_id", key.streamId());
            if (!key.sourceNode().isEmpty()) {
                json.put("source_node", key.sourceNode());
            }
            primary.write(json);
            if (!relays.isEmpty()) {
                relays.forEach(json.putArray("relays")::add);
            }
            if (anchor != null) {
                json.set("anchor", Json.mapper().valueToTree(anchor));
            }
            json.put("ttl_seconds", ttl.toSeconds());
            json.setAll(others);
            return json;
        }
    }

    record Removal(EntryKey key) implements DirectoryWrite {}

    /** Reads {@code {"stream_id":…,"source_node":…,"relay_url":…,"broadcast_name":…,"track_name":…,"relays":[…],"ttl_seconds":…}}. */
    static DirectoryWrite parse(byte[] body) throws RefusedEntryException {
        if (body.length > MOST_BYTES) {
            throw new RefusedEntryException(
                    "body", "has " + body.length + " bytes", "announce in at most " + MOST_BYTES + " bytes");
        }
        JsonNode json = read(body);
        if (json.path("remove").asBoolean()) {
            return new Removal(key(json, name(json, "stream_id")));
        }
        return kept(json);
    }

    /** The announcement in what {@link Upsert#json} made, however long it has become by that. */
    static Upsert kept(JsonNode json) throws RefusedEntryException {
        PrimaryRelay given = PrimaryRelay.read(json);
        List<JsonNode> relays = relays(json.path("relays"));
        // The first relay that old clients could use is what they get, whatever stands beside it.
        PrimaryRelay primary = relays.stream()
                .flatMap(relay -> PrimaryRelay.of(relay).stream())
                .findFirst()
                .orElse(given);
        String streamId = json.hasNonNull("stream_id") ? name(json, "stream_id") : primary.broadcastName();
        return new Upsert(key(json, streamId), primary, relays, anchor(json.path("anchor")), ttl(json), others(json));
    }

    private static JsonNode read(byte[] body) throws RefusedEntryException {
        try {
            JsonNode json = CanonicalJson.read(body);
            if (json.isObject()) {
                return json;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedEntryException("body", "is " + e.getMessage(), "send a JSON object");
        }
        throw new RefusedEntryException("body", "is no JSON object", "send a JSON object");
    }

    private static EntryKey key(JsonNode json, String streamId) throws RefusedEntryException {
        return new EntryKey(streamId, json.hasNonNull("source_node") ? name(json, "source_node") : "");
    }

    private static String name(JsonNode json, String field) throws RefusedEntryException {
        String text = json.path(field).asText();
        if (!json.path(field).isTextual() || text.isBlank() || text.length() > 512) {
            throw new RefusedEntryException(field, "is not a text of 1 to 512 characters", "name the stream");
        }
        return text;
    }

    private static List<JsonNode> relays(JsonNode array) throws RefusedEntryException {
        List<JsonNode> relays = new ArrayList<>();
        if (!array.isArray() && !array.isMissingNode() && !array.isNull() || array.size() > MOST_RELAYS) {
            throw new RefusedEntryException("relays", "is not an array of at most " + MOST_RELAYS, "leave some away");
        }
        for (JsonNode each : array) {
            if (!each.isObject()) {
                throw new RefusedEntryException("relays", "holds what is no object", "give each relay as an object");
            }
            relays.add(each);
        }
        return relays;
    }

    private static @Nullable ClockAnchor anchor(JsonNode json) throws RefusedEntryException {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        try {
            JsonMembers members = new JsonMembers(json);
            return new ClockAnchor(
                    members.integer("n", Long.MAX_VALUE),
                    members.signed("offset"),
                    (int) members.integer("pcr_pid", Integer.MAX_VALUE),
                    members.text("table"));
        } catch (IllegalArgumentException e) {
            throw new RefusedEntryException("anchor", "cannot be used: " + e.getMessage(), "leave it away");
        }
    }

    private static Duration ttl(JsonNode json) throws RefusedEntryException {
        JsonNode member = json.path("ttl_seconds");
        if (member.isMissingNode() || member.isNull()) {
            return DEFAULT_TTL;
        }
        if (!member.isIntegralNumber() || member.longValue() < 1 || member.longValue() > LONGEST_TTL.toSeconds()) {
            throw new RefusedEntryException(
                    "ttl_seconds",
                    "is not a whole number from 1 to " + LONGEST_TTL.toSeconds(),
                    "refresh the entry before it expires");
        }
        return Duration.ofSeconds(member.longValue());
    }

    private static ObjectNode others(JsonNode json) {
        Set<String> known = Set.of(
                "stream_id",
                "source_node",
                PrimaryRelay.RELAY_URL,
                PrimaryRelay.BROADCAST_NAME,
                PrimaryRelay.TRACK_NAME,
                "relays",
                "anchor",
                "ttl_seconds",
                "remove",
                "updated_unix_ms",
                "expires_unix_ms");
        ObjectNode others = Json.mapper().createObjectNode();
        json.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                others.set(member.getKey(), member.getValue());
            }
        });
        return others;
    }
}
