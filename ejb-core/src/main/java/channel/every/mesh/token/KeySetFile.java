package channel.every.mesh.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file with a JWK set, or one JWK, read anew when it has changed. One that cannot be read leaves the keys as they were; one that is gone
 * takes them away, for whoever removes it means that.
 */
public final class KeySetFile implements KeySource {
    /** Admissions may be many, and a look at a file is not free. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A set of a hundred keys; what is longer is another file. */
    private static final long MOST_BYTES = 64 * 1024;

    private final Path file;
    private final InstantSource clock;
    private final Consumer<String> log;
    private Optional<RelayKeys> keys;
    private State state;
    private Instant looked;

    private record State(FileTime changed, long bytes) {
        static final State GONE = new State(FileTime.fromMillis(0), -1);
    }

    /** Reads it. @throws IOException naming the file and what is wrong with it */
    public KeySetFile(Path file, InstantSource clock, Consumer<String> log) throws IOException {
        this.file = file;
        this.clock = clock;
        this.log = log;
        this.state = look();
        if (state.equals(State.GONE)) {
            throw new IOException("no key file " + file + "; ec-node relay-token --new-key makes one");
        }
        this.keys = Optional.of(read());
        this.looked = clock.instant();
    }

    private State look() throws IOException {
        return Files.exists(file) ? new State(Files.getLastModifiedTime(file), Files.size(file)) : State.GONE;
    }

    private RelayKeys read() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is longer than " + MOST_BYTES + " bytes; name a file with a JWK set");
        }
        try {
            return RelayKeys.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is of no use: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized Optional<RelayKeys> keys() {
        Instant now = clock.instant();
        if (now.isBefore(looked) || !now.isBefore(looked.plus(LOOK))) {
            looked = now;
            reload();
        }
        return keys;
    }

    private void reload() {
        try {
            State found = look();
            if (found.equals(state)) {
                return;
            }
            state = found;
            keys = found.equals(State.GONE) ? Optional.empty() : Optional.of(read());
            log.accept(
                    keys.isPresent()
                            ? "keys for tokens are now " + keys.get().ids()
                            : "the key file " + file + " is gone: all tokens are refused");
        } catch (IOException e) {
            log.accept("the keys for tokens stay as they were: " + e.getMessage());
        }
    }
}
