package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    @Test
    void the_root_is_that_of_rfc_9162_with_blake3() {
        for (int count = 1; count <= 40; count++) {
            List<Blake3Hash> leaves = leaves(count);
            assertThat(MerkleTree.of(leaves).root().hash().bytes())
                    .as("%d leaves", count)
                    .isEqualTo(treeHash(leaves));
        }
    }

    @Test
    void order_number_and_content_of_the_leaves_all_count() {
        List<Blake3Hash> leaves = leaves(5);
        assertThat(Stream.of(
                                leaves,
                                leaves.reversed(),
                                leaves.subList(0, 4),
                                Stream.concat(leaves.stream(), Stream.of(leaves.getLast()))
                                        .toList(),
                                leaves(6).subList(1, 6))
                        .map(list -> MerkleTree.of(list).root()))
                .doesNotHaveDuplicates();
    }

    @Test
    void an_inner_node_cannot_pass_for_a_leaf() {
        List<Blake3Hash> leaves = leaves(2);
        MerkleRoot root = MerkleTree.of(leaves).root();
        assertThat(MerkleTree.of(List.of(root.hash())).root()).isNotEqualTo(root);
        assertThat(root.hash().bytes())
                .isNotEqualTo(blake3(leaves.get(0).bytes(), leaves.get(1).bytes()));
    }

    @Test
    void a_root_over_variants_is_the_tree_of_their_roots() {
        List<MerkleRoot> variants = IntStream.range(1, 4)
                .mapToObj(count -> MerkleTree.of(leaves(count)).root())
                .toList();
        assertThat(MerkleTree.over(variants.stream()))
                .isEqualTo(MerkleTree.of(variants.stream().map(MerkleRoot::hash).toList())
                        .root());
    }

    @Test
    void a_tree_without_leaves_is_refused() {
        assertThatThrownBy(() -> MerkleTree.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    static List<Blake3Hash> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Blake3.hash(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList();
    }

    /** MTH of RFC 9162 2.1.1 as it is written there, over Bouncy Castle's BLAKE3. */
    private static byte[] treeHash(List<Blake3Hash> leaves) {
        if (leaves.size() == 1) {
            return blake3(new byte[] {0}, leaves.getFirst().bytes());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return blake3(
                new byte[] {1}, treeHash(leaves.subList(0, split)), treeHash(leaves.subList(split, leaves.size())));
    }

    private static byte[] blake3(byte[]... parts) {
        byte[] input = Arrays.concatenate(parts);
        byte[] hash = new byte[32];
        Blake3Digest digest = new Blake3Digest();
        digest.update(input, 0, input.length);
        digest.doFinal(hash, 0);
        return hash;
    }
}
