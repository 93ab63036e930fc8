package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Blake3Test {
    private static final PublishedVectors VECTORS = PublishedVectors.read();

    /** Inputs of up to 100 KiB: past several groups of 16 chunks. */
    private static final int LONGEST = 100 << 10;

    @Test
    void the_published_vectors_hold_for_plain_hashes() {
        assertThat(VECTORS.cases())
                .hasSize(35)
                .allSatisfy(vector -> assertThat(Blake3.hash(PublishedVectors.input(vector.length()))
                                .toString())
                        .isEqualTo(vector.hash()));
    }

    @Test
    void the_published_vectors_hold_for_keyed_hashes() {
        assertThat(VECTORS.cases())
                .allSatisfy(vector -> assertThat(
                                Blake3.keyedHash(VECTORS.keyBytes(), PublishedVectors.input(vector.length()))
                                        .toString())
                        .isEqualTo(vector.keyedHash()));
    }

    @Test
    void the_published_vectors_hold_for_derived_keys() {
        assertThat(VECTORS.cases())
                .allSatisfy(vector -> assertThat(HexFormat.of()
                                .formatHex(
                                        Blake3.deriveKey(VECTORS.context(), PublishedVectors.input(vector.length()))))
                        .isEqualTo(vector.derivedKey()));
    }

    @Test
    void random_lengths_and_places_equal_bouncy_castle() {
        long seed = new Random().nextLong();
        System.out.println("Blake3Test seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            byte[] input = new byte[random.nextInt(LONGEST)];
            random.nextBytes(input);
            int offset = random.nextInt(input.length + 1);
            int length = random.nextInt(input.length - offset + 1);
            byte[] key = new byte[32];
            random.nextBytes(key);
            assertThat(Blake3.hash(input, offset, length).bytes())
                    .as("seed %d run %d offset %d length %d", seed, run, offset, length)
                    .isEqualTo(bouncyCastle(new Blake3Digest(), input, offset, length));
            Blake3Digest keyed = new Blake3Digest();
            keyed.init(Blake3Parameters.key(key));
            assertThat(Blake3.keyedHasher(key)
                            .update(input, offset, length)
                            .finish()
                            .bytes())
                    .as("keyed, seed %d run %d offset %d length %d", seed, run, offset, length)
                    .isEqualTo(bouncyCastle(keyed, input, offset, length));
        }
    }

    @Test
    void a_file_has_the_hash_that_b3sum_prints(@TempDir Path directory) throws IOException, InterruptedException {
        byte[] input = new byte[5_000_000];
        new Random(3).nextBytes(input);
        Path file = Files.write(directory.resolve("file"), input);
        assertThat(Blake3.hash(input)).hasToString(b3sum(file));
    }

    @Test
    void one_changed_bit_changes_the_hash() {
        byte[] input = PublishedVectors.input(70_000);
        Blake3Hash before = Blake3.hash(input);
        input[69_999] ^= 1;
        assertThat(Blake3.hash(input)).isNotEqualTo(before);
    }

    @Test
    void a_key_of_31_bytes_is_refused() {
        assertThatThrownBy(() -> Blake3.keyedHash(new byte[31], new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("31");
    }

    @Test
    void a_range_outside_the_array_is_refused() {
        assertThatThrownBy(() -> Blake3.hash(new byte[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Blake3.hash(new byte[10], -1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static String b3sum(Path file) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("b3sum", "--no-names", file.toString()).start();
        } catch (IOException missing) {
            throw new AssertionError("b3sum is missing; install it with: apt-get install b3sum", missing);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    private static byte[] bouncyCastle(Blake3Digest digest, byte[] input, int offset, int length) {
        byte[] expected = new byte[32];
        digest.update(input, offset, length);
        digest.doFinal(expected, 0);
        return expected;
    }
}
