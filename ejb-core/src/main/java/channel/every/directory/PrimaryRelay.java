package channel.every.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The fields that every client has read since before there were several relays. They are required for as long as such clients live. */
public record PrimaryRelay(String relayUrl, String broadcastName, String trackName) {
    static final String RELAY_URL = "relay_url";
    static final String BROADCAST_NAME = "broadcast_name";
    static final String TRACK_NAME = "track_name";

    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_NAME = 512;

    /** What a page may be told to connect to; {@code javascript:} is not among it. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss", "moq", "moqt", "moql");

    /** Reads the three members of an announcement. */
    static PrimaryRelay read(JsonNode json) throws RefusedEntryException {
        String url = text(json, RELAY_URL, LONGEST_URL);
        if (!connectable(url)) {
            throw new RefusedEntryException(
                    RELAY_URL, "is no address of a relay: \"" + url + '"', "give it like https://relay.example.org/");
        }
        return new PrimaryRelay(url, text(json, BROADCAST_NAME, LONGEST_NAME), text(json, TRACK_NAME, LONGEST_NAME));
    }

    /** The same of a candidate, which may be of a transport that has none of them. */
    static Optional<PrimaryRelay> of(JsonNode candidate) {
        try {
            return Optional.of(read(candidate));
        } catch (RefusedEntryException other) {
            return Optional.empty();
        }
    }

    void write(ObjectNode json) {
        json.put(RELAY_URL, relayUrl);
        json.put(BROADCAST_NAME, broadcastName);
        json.put(TRACK_NAME, trackName);
    }

    private static boolean connectable(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String text(JsonNode json, String name, int longest) throws RefusedEntryException {
        JsonNode member = json.path(name);
        if (member.isMissingNode() || member.isNull()) {
            throw new RefusedEntryException(
                    name, "is missing", "old clients read it: give it beside relays, as of the first relay");
        }
        if (!member.isTextual()
                || member.textValue().isBlank()
                || member.textValue().length() > longest) {
            throw new RefusedEntryException(name, "is not a text of 1 to " + longest + " characters", "shorten it");
        }
        return member.textValue();
    }
}
