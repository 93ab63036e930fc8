package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleRoot;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import channel.every.json.JsonMembers;
import channel.every.time.ClockAnchor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a body. Unknown members are left alone; roots are computed anew and must be what the body claims. */
final class ManifestReader {
    private ManifestReader() {}

    static PublisherManifest read(JsonNode json) {
        JsonMembers body = new JsonMembers(json);
        PublisherManifest manifest = new PublisherManifest(
                body.value("stream_id", StreamId::parse),
                body.value("epoch_id", Label::new),
                body.integer("created_unix_ms", Long.MAX_VALUE),
                body.value("source_node", Label::new),
                body.integer("chunk_start_index", Long.MAX_VALUE),
                (int) body.integer("total_chunks", PublisherManifest.MOST_CHUNKS),
                json.hasNonNull("anchor") ? anchor(body.object("anchor")) : null,
                body.value("profile", Blake3Hash::parse),
                body.texts("locators", PublisherManifest.MOST_LOCATORS, Function.identity()),
                variants(body.array("variants", PublisherManifest.MOST_VARIANTS)));
        claimed(body, manifest.merkleRoot(), "merkle_root");
        return manifest;
    }

    private static List<ManifestVariant> variants(JsonNode array) {
        List<ManifestVariant> variants = new ArrayList<>();
        for (JsonNode each : array) {
            JsonMembers members = new JsonMembers(each);
            ManifestVariant variant = new ManifestVariant(
                    members.value("variant_id", Label::new),
                    members.value("stream_id", StreamId::parse),
                    members.texts("chunk_hashes", PublisherManifest.MOST_CHUNKS, Blake3Hash::parse),
                    members.value("init_hash", Blake3Hash::parse));
            claimed(members, variant.merkleRoot(), "merkle_root of variant " + variant.variantId());
            variants.add(variant);
        }
        return variants;
    }

    private static void claimed(JsonMembers members, MerkleRoot computed, String name) {
        MerkleRoot claim = members.value("merkle_root", MerkleRoot::parse);
        if (!claim.equals(computed)) {
            throw new IllegalArgumentException(name + " is " + claim + ", but its hashes make " + computed);
        }
    }

    private static ClockAnchor anchor(JsonMembers anchor) {
        return new ClockAnchor(
                anchor.integer("n", Long.MAX_VALUE),
                anchor.signed("offset"),
                (int) anchor.integer("pcr_pid", Integer.MAX_VALUE),
                anchor.text("table"));
    }
}
