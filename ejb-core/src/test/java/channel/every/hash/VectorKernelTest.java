package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.Test;

/** The vector kernel as it stands, compiled or not; {@link HashPathTest} has narrower vectors than this machine's. */
class VectorKernelTest {
    private static final PublishedVectors VECTORS = PublishedVectors.read();

    @Test
    void the_published_vectors_hold() {
        assertThat(VECTORS.cases())
                .allSatisfy(vector -> assertThat(hash(PublishedVectors.input(vector.length()), Blake3Mode.HASH))
                        .hasToString(vector.hash()));
        assertThat(VECTORS.cases())
                .allSatisfy(vector -> assertThat(
                                hash(PublishedVectors.input(vector.length()), Blake3Mode.keyed(VECTORS.keyBytes())))
                        .hasToString(vector.keyedHash()));
    }

    @Test
    void any_number_of_chunks_and_parents_has_the_chaining_values_of_the_scalar_kernel() {
        long seed = new Random().nextLong();
        System.out.println("VectorKernelTest seed " + seed);
        Random random = new Random(seed);
        byte[] key = new byte[32];
        random.nextBytes(key);
        for (Blake3Mode mode : List.of(Blake3Mode.HASH, Blake3Mode.keyed(key), Blake3Mode.material(key))) {
            for (int count = 1; count <= ChunkTree.GROUP; count++) {
                int before = random.nextInt(100);
                byte[] input = new byte[before + count * ChunkTree.CHUNK];
                random.nextBytes(input);
                // Counters that carry into their high word somewhere in the batch.
                long counter = (random.nextLong(1 << 20) << 32) - random.nextInt(20);
                int at = random.nextInt(50);
                byte[] expected = new byte[at + count * Blake3Hash.BYTES + 1];
                byte[] made = expected.clone();

                new ScalarKernel().chunks(input, before, count, counter, mode, expected, at);
                new VectorKernel().chunks(input, before, count, counter, mode, made, at);
                assertThat(made).as("seed %d, %d chunks", seed, count).isEqualTo(expected);

                new ScalarKernel().parents(input, before, count, 0, mode, expected, at);
                new VectorKernel().parents(input, before, count, 0, mode, made, at);
                assertThat(made).as("seed %d, %d parents", seed, count).isEqualTo(expected);
            }
        }
    }

    @Test
    void parents_may_take_the_place_of_their_children() {
        byte[] children = PublishedVectors.input(ChunkTree.GROUP * 64);
        byte[] apart = new byte[ChunkTree.GROUP * 32];
        new ScalarKernel().parents(children, 0, ChunkTree.GROUP, 0, Blake3Mode.HASH, apart, 0);
        new VectorKernel().parents(children, 0, ChunkTree.GROUP, 0, Blake3Mode.HASH, children, 0);
        assertThat(Arrays.copyOf(children, apart.length)).isEqualTo(apart);
    }

    @Test
    void long_inputs_equal_bouncy_castle() {
        long seed = new Random().nextLong();
        System.out.println("VectorKernelTest seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 20; run++) {
            byte[] input = new byte[random.nextInt(400_000)];
            random.nextBytes(input);
            byte[] expected = new byte[32];
            Blake3Digest reference = new Blake3Digest();
            reference.update(input, 0, input.length);
            reference.doFinal(expected, 0);
            assertThat(hash(input, Blake3Mode.HASH).bytes())
                    .as("seed %d run %d length %d", seed, run, input.length)
                    .isEqualTo(expected);
        }
    }

    private static Blake3Hash hash(byte[] input, Blake3Mode mode) {
        return new Blake3Hasher(new ChunkTree(mode, new VectorKernel()))
                .update(input)
                .finish();
    }
}
