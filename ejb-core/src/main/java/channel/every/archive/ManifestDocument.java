package channel.every.archive;

import channel.every.identity.Label;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an index as one JSON document, for readers that take no JSON Lines. Records keep the fields of newer writers; who mirrors
 * an index takes its lines.
 *
 * @param records the lines that are JSON objects
 * @param malformed lines that are not, and stand in the index all the same
 * @param next key of what follows; absent if nothing does yet
 */
public record ManifestDocument(
        Label broadcast,
        Label track,
        List<JsonNode> records,
        int malformed,
        @Nullable ManifestKey next) {
    public ManifestDocument {
        records = List.copyOf(records);
    }

    public static ManifestDocument of(Label broadcast, Label track, ManifestPage page) {
        List<JsonNode> records = new ArrayList<>();
        int malformed = 0;
        for (String line : new String(page.lines(), StandardCharsets.UTF_8).split("\n")) {
            if (line.isEmpty()) {
                continue;
            }
            JsonNode record = object(line);
            if (record == null) {
                malformed++;
            } else {
                records.add(record);
            }
        }
        return new ManifestDocument(broadcast, track, records, malformed, page.more() ? page.next() : null);
    }

    private static @Nullable JsonNode object(String line) {
        try {
            JsonNode node = Json.mapper().readTree(line);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
