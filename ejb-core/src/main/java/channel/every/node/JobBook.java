package channel.every.node;

import channel.every.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Which batch jobs run, how far they are, and which ones ended with the server: a file for each instance below
 * {@code every-channel.data}, because servers differ in what their repository says of a job that was killed with them.
 */
@ApplicationScoped
public class JobBook {
    /** Some weeks of hourly jobs; the oldest go first. */
    static final int MOST_NOTES = 1000;

    private static final Logger LOG = System.getLogger(JobBook.class.getName());

    private final Path directory;
    private final Map<Long, Map<String, Double>> progress = new ConcurrentHashMap<>();

    @Inject
    public JobBook(Config config) {
        this(Path.of(config.getOptionalValue("every-channel.data", String.class).orElse("data"))
                .resolve("jobs"));
    }

    /** @param directory of the notes; need not exist */
    public JobBook(Path directory) {
        this.directory = directory;
    }

    /** For the container's proxies. */
    protected JobBook() {
        this(Path.of("."));
    }

    /** An execution starts. */
    public synchronized void begun(String job, long instance, long execution) {
        JobNote before = note(instance).orElse(new JobNote(job, instance, execution, true, List.of(), null));
        write(before.begun(execution));
        forgetOldest();
    }

    /** An execution has ended, however. */
    public synchronized void ended(long instance, long execution) {
        progress.remove(execution);
        note(instance).ifPresent(note -> write(note.ended()));
    }

    /** Why a job is about to fail; the first reason stays. */
    public synchronized void failed(long instance, String reason) {
        note(instance).ifPresent(note -> write(note.failed(reason)));
    }

    /** Jobs that no running server has begun: to be asked once, when the application starts. Each is marked. */
    public synchronized List<JobNote> interrupted() {
        List<JobNote> found = new ArrayList<>();
        for (Path file : files()) {
            read(file).filter(JobNote::running).ifPresent(note -> {
                JobNote marked = note.interruptedNow();
                write(marked);
                found.add(marked);
            });
        }
        return found;
    }

    public synchronized Optional<JobNote> note(long instance) {
        return read(file(instance));
    }

    /** @param part of the job's work; @param done 0 to 1 */
    public void progress(long execution, String part, double done) {
        progress.computeIfAbsent(execution, id -> new ConcurrentHashMap<>()).put(part, done);
    }

    /** How far a running execution is, in percent; empty if it does not run here or does not say. */
    public OptionalInt percent(long execution) {
        Map<String, Double> parts = progress.getOrDefault(execution, Map.of());
        return parts.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) (100
                        * parts.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0)));
    }

    private Path file(long instance) {
        return directory.resolve(instance + ".json");
    }

    /** Oldest instance first. */
    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{1,18}\\.json"))
                    .sorted(Comparator.comparingLong(
                            file -> Long.parseLong(file.getFileName().toString().replace(".json", ""))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static Optional<JobNote> read(Path file) {
        try {
            return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), JobNote.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is no job note: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whole or not at all. A note that cannot be written must not stop the job that it is about. */
    private void write(JobNote note) {
        Path file = file(note.instance());
        Path next = file.resolveSibling(note.instance() + ".next");
        try {
            Files.createDirectories(directory);
            Files.writeString(next, Json.mapper().writeValueAsString(note));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot note job {0}: {1}", note.instance(), said(e));
        }
    }

    private void forgetOldest() {
        List<Path> files = files();
        for (Path oldest : files.subList(0, Math.max(0, files.size() - MOST_NOTES))) {
            try {
                Files.deleteIfExists(oldest);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot delete {0}: {1}", oldest, said(e));
            }
        }
    }

    private static @Nullable String said(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
