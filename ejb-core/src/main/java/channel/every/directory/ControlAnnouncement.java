package channel.every.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a control plane says of a stream, {@code {"stream_id":…,"transports":[{…},…],…}}, as an announcement to a directory: every
 * transport becomes a relay candidate as it came and in its place, the first that old clients can use is mirrored for them.
 */
public final class ControlAnnouncement {
    private static final String TRANSPORTS = "transports";

    private ControlAnnouncement() {}

    /** @throws RefusedEntryException if no transport is one that old clients can use */
    public static ObjectNode upsert(JsonNode announcement) throws RefusedEntryException {
        JsonNode transports = announcement.path(TRANSPORTS);
        if (!transports.isArray() || transports.isEmpty()) {
            throw new RefusedEntryException(TRANSPORTS, "is no array with a transport", "name where the stream is");
        }
        PrimaryRelay primary = null;
        for (JsonNode each : transports) {
            primary = primary == null ? PrimaryRelay.of(each).orElse(null) : primary;
        }
        if (primary == null) {
            throw new RefusedEntryException(
                    TRANSPORTS,
                    "holds none with relay_url, broadcast_name and track_name",
                    "a directory that old clients read needs one");
        }
        ObjectNode upsert = announcement.deepCopy();
        upsert.remove(TRANSPORTS);
        primary.write(upsert);
        upsert.set("relays", transports);
        return upsert;
    }
}
