package channel.every.mesh.catalog;

import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import channel.every.json.JsonMembers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of a broadcast whose name ends {@code .hang}: one JSON frame a group on {@link #TRACK}. Members that this version does not
 * know are left alone by all its readers, so ours tell where the signed manifests are.
 *
 * @param streamId of the stream as a whole, null if the broadcast is of nobody's that signs
 * @param tracks in the order of preference
 */
public record HangCatalog(@Nullable String streamId, List<CatalogTrack> tracks) {
    public static final String TRACK = "catalog.json";

    /** Ending of the broadcasts that have such a catalog. */
    public static final String ENDING = ".hang";

    /** What a reader takes: an init segment has a kilobyte, a ladder ten renditions. */
    private static final int MOST_BYTES = 1 << 20;

    public HangCatalog {
        tracks = List.copyOf(tracks);
    }

    public byte[] bytes() {
        ObjectNode json = Json.mapper().createObjectNode();
        for (CatalogTrack track : tracks) {
            boolean video = track.entry().video();
            ObjectNode rendition = json.withObject(video ? "/video" : "/audio")
                    .withObject("/renditions")
                    .putObject(track.name());
            rendition.put("codec", track.entry().codecs());
            rendition
                    .putObject("container")
                    .put("kind", "cmaf")
                    .put("init", Base64.getEncoder().encodeToString(track.init()));
            if (video) {
                rendition
                        .put("codedWidth", track.entry().width())
                        .put("codedHeight", track.entry().height())
                        .put("framerate", track.pictureRate());
            } else {
                rendition
                        .put("sampleRate", track.entry().sampleRate())
                        .put("numberOfChannels", track.entry().channels());
            }
            rendition.put("bitrate", track.bitsPerSecond()).put("jitter", track.jitterMs());
        }
        if (streamId != null) {
            json.putObject("everyChannel").put("streamId", streamId);
        }
        return CanonicalJson.bytes(json);
    }

    /** A rendition as a reader that does not decode needs it. */
    public record Rendition(String track, byte[] init) {}

    /**
     * The renditions in CMAF that anybody's catalog names.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static List<Rendition> renditions(byte[] catalog) {
        if (catalog.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a catalog has at most " + MOST_BYTES + " bytes, this one " + catalog.length);
        }
        JsonMembers root = new JsonMembers(CanonicalJson.read(catalog));
        List<Rendition> renditions = new ArrayList<>();
        for (String kind : List.of("video", "audio")) {
            for (Map.Entry<String, JsonNode> each :
                    root.node().path(kind).path("renditions").properties()) {
                JsonNode container = each.getValue().path("container");
                if (container.path("kind").asText().equals("cmaf")) {
                    renditions.add(new Rendition(
                            each.getKey(),
                            Base64.getDecoder().decode(container.path("init").asText())));
                }
            }
        }
        return renditions;
    }
}
