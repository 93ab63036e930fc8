package channel.every.station;

import channel.every.encode.ffmpeg.EncoderFingerprint;
import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.RunOutcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Loops made once and kept as files that are named after what they were made from. Several processes may share a directory:
 * one makes, the others wait.
 */
public final class LoopCache {
    /** The largest loop takes a minute and a half of CPU; this is for a machine that is very busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

    private final Path directory;
    private final Consumer<String> progress;

    /** @param progress gets lines for people while a loop is made */
    public LoopCache(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /** The user's cache directory, else the system's temporary one. */
    public static Path usualDirectory() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        if (cache != null && !cache.isBlank()) {
            return Path.of(cache, "every-channel");
        }
        return Files.isWritable(home)
                ? home.resolve(".cache/every-channel")
                : Path.of(System.getProperty("java.io.tmpdir"), "every-channel");
    }

    /** The loop of a recipe, made now if it is not there. */
    TransportLoop open(LoopRecipe recipe) throws IOException {
        try {
            FfmpegBinary ffmpeg = FfmpegBinary.find();
            String build = EncoderFingerprint.of(ffmpeg).text();
            Path file = directory.resolve("loop-" + recipe.key(build) + ".ts");
            LapGrid grid = LapGrid.of(recipe.standard(), recipe.muxRate());
            synchronized (LoopCache.class) {
                if (!Files.exists(file)) {
                    makeAlone(ffmpeg, recipe, grid, file);
                }
            }
            return TransportLoop.open(file, grid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a loop was made");
        }
    }

    /** Locks out other processes; threads of this one are already waiting. */
    private void makeAlone(FfmpegBinary ffmpeg, LoopRecipe recipe, LapGrid grid, Path file)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        try (FileChannel lock = FileChannel.open(
                        directory.resolve("loop.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (held.isValid() && !Files.exists(file)) {
                make(ffmpeg, recipe, grid, file);
            }
        }
    }

    private void make(FfmpegBinary ffmpeg, LoopRecipe recipe, LapGrid grid, Path file)
            throws IOException, InterruptedException {
        progress.accept("making the " + recipe.standard() + " loop " + recipe.videoSize() + ", kept as " + file);
        Path work = Files.createTempDirectory(directory, "making-");
        Path raw = work.resolve("raw.ts");
        Path laidOut = work.resolve("loop.ts");
        Thread reporter = Thread.ofVirtual().start(() -> report(raw, recipe.expectedBytes()));
        try {
            if (ffmpeg.run(recipe.arguments(raw), PATIENCE) instanceof RunOutcome.Broken broken) {
                throw new IOException("the loop cannot be made: " + broken.reason());
            }
            new LoopWriter(grid, LoopMaterial.read(raw, recipe.standard())).write(laidOut);
            Files.move(laidOut, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            reporter.interrupt();
            Files.deleteIfExists(raw);
            Files.deleteIfExists(laidOut);
            Files.delete(work);
        }
        progress.accept("the loop is ready");
    }

    /** Until interrupted. */
    private void report(Path growing, long expectedBytes) {
        try {
            while (true) {
                Thread.sleep(REPORT_INTERVAL);
                long size = Files.exists(growing) ? Files.size(growing) : 0;
                progress.accept(Math.min(99, size * 100 / expectedBytes) + " % of the loop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            progress.accept("no progress to tell: " + e);
        }
    }
}
