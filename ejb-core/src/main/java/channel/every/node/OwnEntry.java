package channel.every.node;

import channel.every.clock.UtcAnchor;
import channel.every.directory.DirectoryWrite;
import channel.every.directory.EntryKey;
import channel.every.directory.PrimaryRelay;
import channel.every.identity.BroadcastKey;
import channel.every.identity.StreamId;
import channel.every.json.Json;
import channel.every.mesh.catalog.HangCatalog;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a publisher of this node announces of itself. */
final class OwnEntry {
    /** ECP-0032: what names the hashes of all renditions, each of which has a broadcast of its own. */
    private static final String MANIFESTS = "manifests";

    private OwnEntry() {}

    /** Empty while nobody could use it: without a relay, and before the stream is known by its broadcast and clock. */
    static Optional<DirectoryWrite.Upsert> of(Publisher publisher, MeshSettings settings, NodeRelay carrier) {
        StreamId stream = publisher.page().streamId();
        Optional<UtcAnchor> anchor = publisher.anchor();
        List<CarryingRelay> carrying = carrier.carrying();
        if (carrying.isEmpty() || anchor.isEmpty() || stream == null || !(stream.key() instanceof BroadcastKey)) {
            return Optional.empty();
        }
        List<JsonNode> relays = new ArrayList<>();
        String clear = publisher.settings().broadcast() + HangCatalog.ENDING;
        for (CarryingRelay relay : carrying) {
            if (carrier.clear()) {
                relays.add(moq(relay, clear, HangCatalog.TRACK));
            }
            relays.add(moq(relay, stream.toString(), MANIFESTS));
        }
        settings.publicUrl()
                .ifPresent(base -> relays.add(Json.mapper()
                        .createObjectNode()
                        .put("transport", "hls")
                        .put(
                                "url",
                                base + "/v1/streams/" + publisher.settings().broadcast() + '/'
                                        + publisher.settings().name() + "/master.m3u8")));
        String first = carrying.getFirst().url().toString();
        return Optional.of(new DirectoryWrite.Upsert(
                new EntryKey(stream.toString(), publisher.source().node().value()),
                carrier.clear()
                        ? new PrimaryRelay(first, clear, HangCatalog.TRACK)
                        : new PrimaryRelay(first, stream.toString(), MANIFESTS),
                relays,
                Manifests.announced(anchor.get()),
                DirectoryWrite.DEFAULT_TTL,
                Json.mapper()
                        .createObjectNode()
                        .put("title", publisher.settings().broadcast().value())));
    }

    private static ObjectNode moq(CarryingRelay relay, String broadcast, String track) {
        ObjectNode candidate = Json.mapper()
                .createObjectNode()
                .put("transport", "moq")
                .put("relay_url", relay.url().toString())
                .put("broadcast_name", broadcast)
                .put("track_name", track);
        if (relay.certificateHash() != null) {
            candidate.put("certificate_hash", relay.certificateHash());
        }
        return candidate;
    }
}
