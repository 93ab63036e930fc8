package channel.every.hash;

import java.util.List;

/**
 * An inclusion proof of one leaf of a {@link MerkleTree} (RFC 9162 2.1.3).
 *
 * @param index of the leaf, from 0
 * @param leafCount of the tree, taken from the manifest and not from whoever offers the proof
 * @param siblings the nodes beside the way from the leaf to the root, the leaf's neighbour first; a level where the way has no
 *     neighbour has none here
 */
public record MerkleProof(int index, int leafCount, List<Blake3Hash> siblings) {
    public MerkleProof {
        if (index < 0 || index >= leafCount) {
            throw new IllegalArgumentException("leaf " + index + " of a tree of " + leafCount);
        }
        siblings = List.copyOf(siblings);
        int needed = siblingsNeeded(index, leafCount);
        if (siblings.size() != needed) {
            throw new IllegalArgumentException("a proof of leaf " + index + " of " + leafCount + " has " + needed
                    + " siblings, not " + siblings.size());
        }
    }

    /** Whether {@code leaf} stands at this index of the tree with this root. */
    public boolean proves(Blake3Hash leaf, MerkleRoot root) {
        Blake3Hash node = MerkleNode.leaf(leaf);
        int place = index;
        int width = leafCount;
        int used = 0;
        while (width > 1) {
            if ((place ^ 1) < width) {
                Blake3Hash sibling = siblings.get(used++);
                node = place % 2 == 0 ? MerkleNode.inner(node, sibling) : MerkleNode.inner(sibling, node);
            }
            place >>= 1;
            width = above(width);
        }
        return node.equals(root.hash());
    }

    private static int siblingsNeeded(int index, int leafCount) {
        int needed = 0;
        int place = index;
        for (int width = leafCount; width > 1; width = above(width)) {
            if ((place ^ 1) < width) {
                needed++;
            }
            place >>= 1;
        }
        return needed;
    }

    /** Nodes of the level over one of {@code width}. */
    private static int above(int width) {
        return width - width / 2;
    }
}
