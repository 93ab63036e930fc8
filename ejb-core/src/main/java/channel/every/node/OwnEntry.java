package channel.every.node;

import channel.every.clock.UtcAnchor;
import channel.every.directory.DirectoryWrite;
import channel.every.directory.EntryKey;
import channel.every.directory.PrimaryRelay;
import channel.every.identity.BroadcastKey;
import channel.every.identity.StreamId;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a publisher of this node announces of itself. */
final class OwnEntry {
    /** ECP-0032: where objects are. */
    private static final String TRACK = "chunks";

    private OwnEntry() {}

    /** Empty while nobody could use it: without a relay, and before the stream is known by its broadcast and clock. */
    static Optional<DirectoryWrite.Upsert> of(Publisher publisher, MeshSettings settings) {
        StreamId stream = publisher.page().streamId();
        Optional<UtcAnchor> anchor = publisher.anchor();
        if (settings.relays().isEmpty()
                || anchor.isEmpty()
                || stream == null
                || !(stream.key() instanceof BroadcastKey)) {
            return Optional.empty();
        }
        List<JsonNode> relays = new ArrayList<>();
        settings.relays()
                .forEach(relay -> relays.add(Json.mapper()
                        .createObjectNode()
                        .put("transport", "moq")
                        .put("relay_url", relay.toString())
                        .put("broadcast_name", stream.toString())
                        .put("track_name", TRACK)));
        settings.publicUrl()
                .ifPresent(base -> relays.add(Json.mapper()
                        .createObjectNode()
                        .put("transport", "hls")
                        .put(
                                "url",
                                base + "/v1/streams/" + publisher.settings().broadcast() + '/'
                                        + publisher.settings().name() + "/master.m3u8")));
        return Optional.of(new DirectoryWrite.Upsert(
                new EntryKey(stream.toString(), publisher.source().node().value()),
                new PrimaryRelay(settings.relays().getFirst().toString(), stream.toString(), TRACK),
                relays,
                Manifests.announced(anchor.get()),
                DirectoryWrite.DEFAULT_TTL,
                Json.mapper()
                        .createObjectNode()
                        .put("title", publisher.settings().broadcast().value())));
    }
}
