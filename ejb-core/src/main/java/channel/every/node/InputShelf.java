package channel.every.node;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.hash.Blake3Hasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Recordings that others sent to be proven here, each under its hash below {@code every-channel.data}. */
@ApplicationScoped
public class InputShelf {
    /** As much as a proof copies to another machine. */
    public static final long MAX_INPUT_BYTES = 2L << 30;

    /** All of them together: some proofs' worth, so that nobody fills the archive's disk. */
    public static final long MAX_SHELF_BYTES = 8L << 30;

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path directory;

    /**
     * A recording that is here.
     *
     * @param path of this node's file system
     */
    public record StoredInput(Blake3Hash hash, long size, String path) {}

    /** What came of a recording that somebody sent. */
    public sealed interface Outcome {
        record Stored(StoredInput input) implements Outcome {}

        /** @param actual hash of what came */
        record OtherContent(Blake3Hash actual) implements Outcome {}

        /** @param limit in bytes that it would exceed; @param of what */
        record TooLarge(long limit, String of) implements Outcome {}
    }

    @Inject
    public InputShelf(Config config) {
        this(Path.of(config.getOptionalValue("every-channel.data", String.class).orElse("data"))
                .resolve("inputs"));
    }

    /** @param directory need not exist */
    public InputShelf(Path directory) {
        this.directory = directory;
    }

    /** For the container's proxies. */
    protected InputShelf() {
        this(Path.of("."));
    }

    public Optional<StoredInput> find(Blake3Hash hash) throws IOException {
        Path file = file(hash);
        return Files.isRegularFile(file)
                ? Optional.of(new StoredInput(
                        hash, Files.size(file), file.toAbsolutePath().toString()))
                : Optional.empty();
    }

    /** Keeps what has this hash, whole or not at all. */
    public Outcome put(Blake3Hash hash, InputStream content) throws IOException {
        Files.createDirectories(directory);
        long room = MAX_SHELF_BYTES - held();
        Path part = Files.createTempFile(directory, "input-", ".part");
        try {
            Blake3Hasher hasher = Blake3.hasher();
            long size = 0;
            try (OutputStream out = Files.newOutputStream(part)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    size += read;
                    if (size > MAX_INPUT_BYTES) {
                        return new Outcome.TooLarge(MAX_INPUT_BYTES, "one recording");
                    }
                    if (size > room) {
                        return new Outcome.TooLarge(MAX_SHELF_BYTES, "all recordings together");
                    }
                    hasher.update(buffer, 0, read);
                    out.write(buffer, 0, read);
                }
            }
            Blake3Hash actual = hasher.finish();
            if (!actual.equals(hash)) {
                return new Outcome.OtherContent(actual);
            }
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, file(hash), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Outcome.Stored(find(hash).orElseThrow());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** @return whether it was here */
    public boolean delete(Blake3Hash hash) throws IOException {
        return Files.deleteIfExists(file(hash));
    }

    private Path file(Blake3Hash hash) {
        return directory.resolve(hash + ".ts");
    }

    private long held() throws IOException {
        long held = 0;
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                held += Files.exists(file) ? Files.size(file) : 0;
            }
        }
        return held;
    }
}
