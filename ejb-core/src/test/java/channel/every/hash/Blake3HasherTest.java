package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Blake3HasherTest {
    private static final PublishedVectors VECTORS = PublishedVectors.read();

    @Test
    void pieces_of_any_size_give_the_hash_of_the_whole() {
        long seed = new Random().nextLong();
        System.out.println("Blake3HasherTest seed " + seed);
        Random random = new Random(seed);
        Blake3Hasher hasher = Blake3.hasher();
        for (int run = 0; run < 100; run++) {
            byte[] input = new byte[random.nextInt(300_000)];
            random.nextBytes(input);
            int largest = 1 + random.nextInt(60_000);
            hasher.reset();
            for (int at = 0; at < input.length; ) {
                int piece = Math.min(input.length - at, random.nextInt(largest + 1));
                hasher.update(input, at, piece);
                at += piece;
            }
            assertThat(hasher.finish()).as("seed %d run %d", seed, run).isEqualTo(Blake3.hash(input));
        }
    }

    @Test
    void single_bytes_give_the_published_vectors() {
        assertThat(VECTORS.cases()).allSatisfy(vector -> {
            Blake3Hasher hasher = Blake3.hasher();
            for (byte b : PublishedVectors.input(vector.length())) {
                hasher.update(new byte[] {b});
            }
            assertThat(hasher.finish()).hasToString(vector.hash());
        });
    }

    @Test
    void finishing_leaves_the_input_so_far_in_place() {
        byte[] input = PublishedVectors.input(102_400);
        Blake3Hasher hasher = Blake3.hasher().update(input, 0, 50_000);
        assertThat(hasher.finish()).isEqualTo(Blake3.hash(input, 0, 50_000));
        assertThat(hasher.finish()).isEqualTo(Blake3.hash(input, 0, 50_000));
        assertThat(hasher.update(input, 50_000, 52_400).finish()).isEqualTo(Blake3.hash(input));
    }

    @Test
    void reset_keeps_the_key_and_forgets_the_input() {
        Blake3Hasher hasher = Blake3.keyedHasher(VECTORS.keyBytes()).update(new byte[40_000]);
        assertThat(VECTORS.cases())
                .allSatisfy(vector -> assertThat(hasher.reset()
                                .update(PublishedVectors.input(vector.length()))
                                .finish())
                        .hasToString(vector.keyedHash()));
    }

    @Test
    void a_key_can_be_derived_from_pieces() {
        assertThat(VECTORS.cases()).allSatisfy(vector -> {
            byte[] derived = new byte[40];
            Blake3.keyDerivation(VECTORS.context())
                    .update(PublishedVectors.input(vector.length()))
                    .finish(derived, 8);
            assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(derived, 8, 40)))
                    .isEqualTo(vector.derivedKey());
        });
    }

    @Test
    void a_digest_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> Blake3.hasher().finish(new byte[32], 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
