package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleProofTest {
    @Test
    void every_leaf_of_every_tree_is_proven_at_its_place_and_no_other() {
        for (int count = 1; count <= 33; count++) {
            List<Blake3Hash> leaves = MerkleTreeTest.leaves(count);
            MerkleTree tree = MerkleTree.of(leaves);
            for (int index = 0; index < count; index++) {
                MerkleProof proof = tree.proof(index);
                for (int other = 0; other < count; other++) {
                    assertThat(proof.proves(leaves.get(other), tree.root()))
                            .as("leaf %d at %d of %d", other, index, count)
                            .isEqualTo(other == index);
                }
            }
        }
    }

    @Test
    void a_changed_sibling_or_root_proves_nothing() {
        List<Blake3Hash> leaves = MerkleTreeTest.leaves(11);
        MerkleTree tree = MerkleTree.of(leaves);
        MerkleProof proof = tree.proof(6);
        for (int i = 0; i < proof.siblings().size(); i++) {
            List<Blake3Hash> siblings = new ArrayList<>(proof.siblings());
            siblings.set(i, Blake3.hash(new byte[] {1}));
            assertThat(new MerkleProof(6, 11, siblings).proves(leaves.get(6), tree.root()))
                    .isFalse();
        }
        assertThat(proof.proves(leaves.get(6), new MerkleRoot(leaves.get(6)))).isFalse();
    }

    @Test
    void an_inner_node_is_not_proven_as_a_leaf() {
        List<Blake3Hash> leaves = MerkleTreeTest.leaves(4);
        MerkleTree tree = MerkleTree.of(leaves);
        MerkleProof proof = tree.proof(0);
        Blake3Hash left = MerkleTree.of(leaves.subList(0, 2)).root().hash();
        assertThat(new MerkleProof(0, 2, proof.siblings().subList(1, 2)).proves(left, tree.root()))
                .isFalse();
    }

    @Test
    void a_proof_of_the_wrong_length_is_refused() {
        List<Blake3Hash> siblings =
                MerkleTree.of(MerkleTreeTest.leaves(8)).proof(3).siblings();
        assertThat(siblings).hasSize(3);
        assertThatThrownBy(() -> new MerkleProof(3, 8, siblings.subList(0, 2))).hasMessageContaining("3 siblings");
        assertThatThrownBy(() -> new MerkleProof(8, 9, siblings)).hasMessageContaining("1 siblings");
    }

    @Test
    void a_place_outside_the_tree_is_refused() {
        assertThatThrownBy(() -> new MerkleProof(8, 8, List.of())).hasMessageContaining("leaf 8");
        assertThatThrownBy(() -> new MerkleProof(-1, 8, List.of())).hasMessageContaining("leaf -1");
        assertThatThrownBy(() -> MerkleTree.of(MerkleTreeTest.leaves(8)).proof(8))
                .hasMessageContaining("leaf 8");
    }
}
