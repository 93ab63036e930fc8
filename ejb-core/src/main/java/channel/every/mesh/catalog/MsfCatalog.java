package channel.every.mesh.catalog;

import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;

/** The catalog of a broadcast whose name ends {@code .msf}: one JSON frame a group on {@link #TRACK} (draft-ietf-moq-msf-01 5). */
public record MsfCatalog(List<CatalogTrack> tracks) {
    public static final String TRACK = "catalog";

    /** Ending of the broadcasts that have such a catalog. */
    public static final String ENDING = ".msf";

    public MsfCatalog {
        tracks = List.copyOf(tracks);
    }

    public byte[] bytes() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("version", "draft-01");
        ArrayNode list = json.putArray("tracks");
        ArrayNode inits = json.putArray("initDataList");
        for (CatalogTrack track : tracks) {
            String id = "init-" + track.name();
            ObjectNode entry = list.addObject()
                    .put("name", track.name())
                    .put("packaging", "cmaf")
                    .put("isLive", true)
                    // Tracks of one group are played together, those of one alternate group instead of each other.
                    .put("renderGroup", 1)
                    .put("role", track.entry().video() ? "video" : "audio")
                    .put("codec", track.entry().codecs())
                    .put("bitrate", track.bitsPerSecond())
                    .put("jitter", track.jitterMs())
                    .put("initRef", id);
            if (track.entry().video()) {
                entry.put("altGroup", 1)
                        .put("width", track.entry().width())
                        .put("height", track.entry().height())
                        .put("framerate", track.pictureRate());
            } else {
                entry.put("altGroup", 2)
                        .put("samplerate", track.entry().sampleRate())
                        .put("channelConfig", String.valueOf(track.entry().channels()));
            }
            inits.addObject()
                    .put("id", id)
                    .put("type", "inline")
                    .put("data", Base64.getEncoder().encodeToString(track.init()));
        }
        return CanonicalJson.bytes(json);
    }
}
