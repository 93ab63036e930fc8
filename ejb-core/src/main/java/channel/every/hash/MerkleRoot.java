package channel.every.hash;

/**
 * The one hash that stands for an ordered list of hashes, as {@link MerkleTree} makes it.
 *
 * @param hash can itself be a leaf of another tree: the root over several variants is the tree of their roots
 */
public record MerkleRoot(Blake3Hash hash) {
    /** @throws IllegalArgumentException unless {@code hex} is 64 lower-case hex digits */
    public static MerkleRoot parse(String hex) {
        return new MerkleRoot(Blake3Hash.parse(hex));
    }

    /** 64 lower-case hex digits. */
    @Override
    public String toString() {
        return hash.toString();
    }
}
