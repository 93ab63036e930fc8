package channel.every.encode.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Directories for one window each, below a root that several processes may share. A directory's name tells its owner by
 * process id and start time, so that those of dead owners can be cleared away.
 */
public final class EncodeWorkspace {
    private static final String PREFIX = "every-channel-window-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-(\\d+)-\\d+");
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path root;

    /** @param root is created if missing; left-over directories of processes that are no more are deleted */
    public EncodeWorkspace(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        clear();
    }

    /** Below the system's directory for temporary files. */
    public static EncodeWorkspace temporary() throws IOException {
        return new EncodeWorkspace(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** A new directory for one window; {@link #close} it. */
    Path open() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        return Files.createDirectory(
                root.resolve(PREFIX + self.pid() + "-" + startMillis(self) + "-" + COUNTER.incrementAndGet()));
    }

    void close(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> below = Files.walk(directory)) {
            deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path directory : directories) {
                Matcher name = NAME.matcher(directory.getFileName().toString());
                if (name.matches() && !alive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))) {
                    close(directory);
                }
            }
        }
    }

    private static boolean alive(long pid, long startMillis) {
        Optional<ProcessHandle> owner = ProcessHandle.of(pid);
        return owner.isPresent() && startMillis(owner.get()) == startMillis;
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
