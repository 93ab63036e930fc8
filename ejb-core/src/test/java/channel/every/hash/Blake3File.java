package channel.every.hash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints a file's hash as {@code b3sum} does, to time this BLAKE3 as a whole process, start of the JVM and warm-up included.
 * After {@code ./mvnw -pl ejb-core -am test-compile}, from the top directory:
 * <pre>
 * time b3sum --num-threads 1 --no-mmap FILE
 * time java --add-modules jdk.incubator.vector -XX:+UseSerialGC -cp ejb-core/target/classes:ejb-core/target/test-classes channel.every.hash.Blake3File FILE
 * </pre>
 */
final class Blake3File {
    /** Stays in the second-level cache between reading and hashing. */
    private static final int PIECE = 256 << 10;

    private Blake3File() {}

    public static void main(String[] arguments) throws IOException {
        for (String name : arguments) {
            Blake3Hasher hasher = Blake3.hasher();
            byte[] piece = new byte[PIECE];
            try (InputStream file = Files.newInputStream(Path.of(name))) {
                for (int read = file.read(piece); read >= 0; read = file.read(piece)) {
                    hasher.update(piece, 0, read);
                }
            }
            System.out.println(hasher.finish() + "  " + name);
        }
    }
}
