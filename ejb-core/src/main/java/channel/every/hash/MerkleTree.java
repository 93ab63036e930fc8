package channel.every.hash;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Merkle tree over an ordered list of BLAKE3 hashes, {@code merkle+blake3} in manifests. Shape and domain separation are those
 * of RFC 9162 2.1.1 with BLAKE3 in place of SHA-256:
 * <ul>
 *   <li>the node of a leaf is {@code BLAKE3(0x00 || leaf)}, the leaf being the 32 bytes of a hash;
 *   <li>an inner node is {@code BLAKE3(0x01 || left || right)}, of 32 bytes each;
 *   <li>level by level neighbours become one node and a last one without a neighbour rises unchanged, so the left subtree is
 *       always the largest full one; no leaf is counted twice.
 * </ul>
 * The root does not tell the number of leaves: whoever publishes it publishes that too.
 */
public final class MerkleTree {
    /** From the leaves' nodes to the root alone. */
    private final List<List<Blake3Hash>> levels;

    private MerkleTree(List<List<Blake3Hash>> levels) {
        this.levels = levels;
    }

    /** @param leaves at least one */
    public static MerkleTree of(List<Blake3Hash> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree needs a leaf");
        }
        List<List<Blake3Hash>> levels = new ArrayList<>();
        List<Blake3Hash> level = leaves.stream().map(MerkleNode::leaf).toList();
        levels.add(level);
        while (level.size() > 1) {
            level = above(level);
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    /** The root over several variants' trees, in the order given. */
    public static MerkleRoot over(Stream<MerkleRoot> variants) {
        return of(variants.map(MerkleRoot::hash).toList()).root();
    }

    public MerkleRoot root() {
        return new MerkleRoot(levels.getLast().getFirst());
    }

    public int leafCount() {
        return levels.getFirst().size();
    }

    /**
     * What, besides the leaf and the root, convinces a reader that the leaf has this place.
     *
     * @param index 0 to {@code leafCount() - 1}
     */
    public MerkleProof proof(int index) {
        if (index < 0 || index >= leafCount()) {
            throw new IllegalArgumentException("leaf " + index + " of a tree of " + leafCount());
        }
        List<Blake3Hash> siblings = new ArrayList<>();
        int place = index;
        for (List<Blake3Hash> level : levels) {
            int sibling = place ^ 1;
            if (sibling < level.size()) {
                siblings.add(level.get(sibling));
            }
            place >>= 1;
        }
        return new MerkleProof(index, leafCount(), siblings);
    }

    private static List<Blake3Hash> above(List<Blake3Hash> level) {
        List<Blake3Hash> parents = new ArrayList<>();
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(MerkleNode.inner(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.getLast());
        }
        return parents;
    }
}
