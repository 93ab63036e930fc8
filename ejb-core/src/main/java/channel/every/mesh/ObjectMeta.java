package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleProof;
import channel.every.hash.MerkleRoot;
import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import channel.every.json.JsonMembers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before an object's bytes. Nobody has signed it: timing is a hint until the fragment tells it, and the hash is a claim
 * until a manifest repeats it.
 *
 * @param chunkIndex of the window
 * @param cadenceMillis length of a window, in milliseconds
 * @param keyId of the key that sealed the object, null if it is clear
 * @param chunkHash of the plaintext
 * @param proof null where the reader is to find the hash in a manifest
 */
public record ObjectMeta(
        long chunkIndex,
        int cadenceMillis,
        boolean synced,
        @Nullable String keyId,
        Blake3Hash chunkHash,
        @Nullable ChunkProof proof) {
    /** A proof over 4096 chunks has 12 siblings: less than 2 KB. */
    public static final int MOST_BYTES = 16 * 1024;

    /** Siblings of the largest tree that a reader takes. */
    private static final int MOST_SIBLINGS = 32;

    public ObjectMeta {
        if (chunkIndex < 0) {
            throw new IllegalArgumentException("chunk_index is negative: " + chunkIndex);
        }
        if (cadenceMillis < 1) {
            throw new IllegalArgumentException("cadence_ms must be positive: " + cadenceMillis);
        }
    }

    /** Canonical JSON (RFC 8785), so that equal metas are equal bytes. */
    byte[] bytes() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putObject("timing")
                .put("chunk_index", chunkIndex)
                .put("cadence_ms", cadenceMillis)
                .put("sync", synced ? "synced" : "unsynced");
        if (keyId != null) {
            json.put("alg", ObjectCipher.ALGORITHM);
            json.put("key_id", keyId);
        }
        json.put("chunk_hash", chunkHash.toString());
        if (proof != null) {
            json.set("chunk_proof", json(proof));
        }
        return CanonicalJson.bytes(json);
    }

    private static ObjectNode json(ChunkProof proof) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("alg", ChunkProof.ALGORITHM)
                .put("manifest_id", proof.manifestId().toString())
                .put("merkle_root", proof.merkleRoot().toString())
                .put("index", proof.path().index())
                .put("leaf_count", proof.path().leafCount());
        ArrayNode siblings = json.putArray("siblings");
        proof.path().siblings().forEach(each -> siblings.add(each.toString()));
        return json;
    }

    /** @throws IllegalArgumentException naming what is missing or wrong; unknown members are left alone */
    static ObjectMeta parse(byte[] bytes) {
        JsonNode json = CanonicalJson.read(bytes);
        JsonMembers members = new JsonMembers(json);
        JsonMembers timing = members.object("timing");
        String keyId = members.textOrNull("key_id");
        if (keyId != null && !members.text("alg").equals(ObjectCipher.ALGORITHM)) {
            throw new IllegalArgumentException("alg is not " + ObjectCipher.ALGORITHM + ": " + members.text("alg"));
        }
        return new ObjectMeta(
                timing.integer("chunk_index", Long.MAX_VALUE),
                (int) timing.integer("cadence_ms", Integer.MAX_VALUE),
                timing.text("sync").equals("synced"),
                keyId,
                members.value("chunk_hash", Blake3Hash::parse),
                json.hasNonNull("chunk_proof") ? proof(members.object("chunk_proof")) : null);
    }

    private static ChunkProof proof(JsonMembers json) {
        if (!json.text("alg").equals(ChunkProof.ALGORITHM)) {
            throw new IllegalArgumentException("chunk_proof.alg is not " + ChunkProof.ALGORITHM);
        }
        List<Blake3Hash> siblings = new ArrayList<>(json.texts("siblings", MOST_SIBLINGS, Blake3Hash::parse));
        return new ChunkProof(
                json.value("manifest_id", Blake3Hash::parse),
                json.value("merkle_root", MerkleRoot::parse),
                new MerkleProof(
                        (int) json.integer("index", Integer.MAX_VALUE),
                        (int) json.integer("leaf_count", Integer.MAX_VALUE),
                        siblings));
    }
}
