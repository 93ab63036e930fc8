package channel.every.mesh;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A manifest as it is hashed and signed: its JSON in canonical form, with all members, those of newer writers too.
 *
 * @param manifest what the body says
 */
public record ManifestBody(JsonNode json, PublisherManifest manifest) {
    /** What a signature of a manifest begins with, so that it cannot be passed off as one of anything else. */
    private static final byte[] PURPOSE = "every.channel manifest v1\0".getBytes(StandardCharsets.US_ASCII);

    public static ManifestBody of(PublisherManifest manifest) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("stream_id", manifest.streamId().toString());
        body.put("epoch_id", manifest.epochId().value());
        body.put("created_unix_ms", manifest.createdUnixMs());
        body.put("source_node", manifest.sourceNode().value());
        body.put("chunk_start_index", manifest.chunkStartIndex());
        body.put("total_chunks", manifest.totalChunks());
        if (manifest.anchor() != null) {
            body.set("anchor", Json.mapper().valueToTree(manifest.anchor()));
        }
        body.put("profile", manifest.profile().toString());
        ArrayNode locators = body.putArray("locators");
        manifest.locators().forEach(locators::add);
        body.put("merkle_root", manifest.merkleRoot().toString());
        ArrayNode variants = body.putArray("variants");
        manifest.variants().forEach(each -> variants.add(variant(each)));
        return new ManifestBody(body, manifest);
    }

    private static ObjectNode variant(ManifestVariant variant) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("variant_id", variant.variantId().value());
        json.put("stream_id", variant.streamId().toString());
        json.put("merkle_root", variant.merkleRoot().toString());
        ArrayNode hashes = json.putArray("chunk_hashes");
        variant.chunkHashes().forEach(hash -> hashes.add(hash.toString()));
        json.put("init_hash", variant.initHash().toString());
        return json;
    }

    /** @throws IllegalArgumentException naming the member that is missing, wrong, or contradicts another */
    public static ManifestBody parse(JsonNode json) {
        return new ManifestBody(json, ManifestReader.read(json));
    }

    /** RFC 8785. */
    public byte[] canonical() {
        return CanonicalJson.bytes(json);
    }

    /** {@code manifest_id}: the BLAKE3 of the canonical body. Signatures do not go into it. */
    public Blake3Hash id() {
        return Blake3.hash(canonical());
    }

    /** What is signed: {@code "every.channel manifest v1"}, a zero byte, the canonical body. */
    byte[] signedMessage() {
        byte[] body = canonical();
        byte[] message = Arrays.copyOf(PURPOSE, PURPOSE.length + body.length);
        System.arraycopy(body, 0, message, PURPOSE.length, body.length);
        return message;
    }
}
