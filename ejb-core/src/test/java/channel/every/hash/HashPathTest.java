package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.Test;

class HashPathTest {
    @Test
    void without_the_module_the_scalar_path_says_how_to_get_vectors() throws IOException, InterruptedException {
        assertThat(probe(List.of(), List.of()))
                .containsExactly(
                        "scalar: module jdk.incubator.vector is absent; start Java with --add-modules jdk.incubator.vector",
                        "35 by the path",
                        "0 bytes allocated by a hasher in use");
    }

    @Test
    void vectors_of_128_bits_give_the_published_hashes() throws IOException, InterruptedException {
        assertThat(probe(List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16"), List.of("vector")))
                .contains("35 by the path", "4 lanes", "35 by vectors");
    }

    @Test
    void vectors_of_at_most_256_bits_give_the_published_hashes() throws IOException, InterruptedException {
        assertThat(probe(List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=32"), List.of("vector")))
                .contains("35 by the path", "35 by vectors");
    }

    @Test
    void a_warmed_up_path_is_decided_and_hashes_as_before() {
        Blake3Hasher begunCold = Blake3.hasher().update(PublishedVectors.input(50_000));
        Blake3Hash expected = Blake3.hash(PublishedVectors.input(102_400));
        assertThat(Blake3.warmUp()).isNotInstanceOf(HashPath.Warming.class).isEqualTo(Blake3.path());
        byte[] whole = PublishedVectors.input(102_400);
        assertThat(begunCold.update(whole, 50_000, 52_400).finish()).isEqualTo(expected);
        assertThat(Blake3.hash(whole)).isEqualTo(expected);
    }

    @Test
    void compiled_code_equals_bouncy_castle_on_random_lengths() {
        Blake3.warmUp();
        long seed = new Random().nextLong();
        System.out.println("HashPathTest seed " + seed);
        Random random = new Random(seed);
        Blake3Hasher hasher = Blake3.hasher();
        for (int run = 0; run < 200; run++) {
            byte[] input = new byte[random.nextInt(500_000)];
            random.nextBytes(input);
            byte[] expected = new byte[Blake3Hash.BYTES];
            Blake3Digest reference = new Blake3Digest();
            reference.update(input, 0, input.length);
            reference.doFinal(expected, 0);
            assertThat(Blake3.hash(input).bytes())
                    .as("seed %d run %d length %d", seed, run, input.length)
                    .isEqualTo(expected);
            int cut = random.nextInt(input.length + 1);
            hasher.reset().update(input, 0, cut).update(input, cut, input.length - cut);
            assertThat(hasher.finish().bytes())
                    .as("seed %d run %d length %d cut %d", seed, run, input.length, cut)
                    .isEqualTo(expected);
        }
    }

    private static List<String> probe(List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HashPathProbe.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
