package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleProof;
import channel.every.hash.MerkleRoot;

/**
 * What shows that a variant's root holds a chunk. The root says nothing by itself: a reader takes it from a manifest it trusts.
 *
 * @param manifestId where the root stands
 */
public record ChunkProof(Blake3Hash manifestId, MerkleRoot merkleRoot, MerkleProof path) {
    /** The name of the scheme. */
    public static final String ALGORITHM = "merkle+blake3";

    public boolean proves(Blake3Hash chunk) {
        return path.proves(chunk, merkleRoot);
    }
}
