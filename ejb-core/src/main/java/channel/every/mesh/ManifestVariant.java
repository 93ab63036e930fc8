package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleProof;
import channel.every.hash.MerkleRoot;
import channel.every.hash.MerkleTree;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import java.util.List;

/**
 * One rung or audio variant of a manifest.
 *
 * @param streamId as the whole stream's, with this variant
 * @param chunkHashes one a chunk, in order; the objects' own BLAKE3
 * @param initHash of the init segment that all of them need
 */
public record ManifestVariant(Label variantId, StreamId streamId, List<Blake3Hash> chunkHashes, Blake3Hash initHash) {
    public ManifestVariant {
        chunkHashes = List.copyOf(chunkHashes);
        if (chunkHashes.isEmpty()) {
            throw new IllegalArgumentException("variant " + variantId + " has no chunk_hashes");
        }
    }

    public MerkleRoot merkleRoot() {
        return MerkleTree.of(chunkHashes).root();
    }

    /** @param place of the chunk in the manifest, from 0 */
    public MerkleProof proof(int place) {
        return MerkleTree.of(chunkHashes).proof(place);
    }
}
