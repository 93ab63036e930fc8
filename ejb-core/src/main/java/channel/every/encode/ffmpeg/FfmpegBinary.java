package channel.every.encode.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.FFmpegResultFuture;
import com.github.kokorin.jaffree.process.JaffreeAbnormalExitException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ffmpeg executable of this machine. */
public record FfmpegBinary(Path path) {
    /** System property and configuration key that names the executable where it is not the first on PATH. */
    public static final String KEY = "ec.ffmpeg";

    private static final String REMEDY =
            "; install it (apt-get install ffmpeg) or set " + KEY + " to the path of an ffmpeg 5.1 or newer";

    /** Errors quoted in a failure: enough for the cause, which ffmpeg prints near its end. */
    private static final int QUOTED_ERRORS = 3;

    /** Starts a program in another environment and is that program from then on (POSIX). */
    private static final Path ENV = Path.of("/usr/bin/env");

    /**
     * An encoder lives for a window or four and asks for new memory all the time. By glibc's defaults it gets every frame's from the kernel,
     * zeroed page by page, and gives it back. So: large pages (glibc 2.35 and newer), all memory from one heap that grows in steps of many
     * pages, and none given back before the end.
     */
    private static final String MEMORY = String.join(
            ":",
            "glibc.malloc.hugetlb=1",
            "glibc.malloc.mmap_max=0",
            "glibc.malloc.trim_threshold=" + (4L << 30),
            "glibc.malloc.top_pad=" + (64 << 20));

    private static final String TUNABLES = "GLIBC_TUNABLES";

    private static final Pattern LEVEL = Pattern.compile("\\[(error|fatal|panic)] ");

    /** As the system property {@value #KEY} says, else the first on PATH. */
    public static FfmpegBinary find() throws IOException {
        return find(System.getProperty(KEY), System.getenv("PATH"));
    }

    /**
     * @param configured path of the executable; null or blank to search
     * @param searchPath directories as in PATH
     * @throws IOException if there is none; the message says how to get one
     */
    public static FfmpegBinary find(@Nullable String configured, @Nullable String searchPath) throws IOException {
        if (configured != null && !configured.isBlank()) {
            Path path = Path.of(configured);
            if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
                throw new NoSuchFileException(KEY + " names \"" + configured + "\", which is no executable" + REMEDY);
            }
            return new FfmpegBinary(path.toAbsolutePath());
        }
        return Stream.of((searchPath == null ? "" : searchPath).split(Pattern.quote(File.pathSeparator)))
                .flatMap(FfmpegBinary::in)
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("no ffmpeg on PATH" + REMEDY));
    }

    private static Stream<FfmpegBinary> in(String directory) {
        try {
            Path path = Path.of(directory, "ffmpeg").toAbsolutePath();
            return Files.isRegularFile(path) && Files.isExecutable(path)
                    ? Stream.of(new FfmpegBinary(path))
                    : Stream.empty();
        } catch (InvalidPathException e) {
            // Whatever PATH holds that is no path has no ffmpeg in it.
            return Stream.empty();
        }
    }

    /**
     * Runs ffmpeg and waits for its end. When this returns or throws, the process is dead and reaped.
     *
     * @param arguments everything after the executable's name; with {@code -v level+info -benchmark} errors and CPU time are read
     * @param timeout after which the process is killed
     */
    public RunOutcome run(List<String> arguments, Duration timeout) throws InterruptedException {
        if (!Files.isExecutable(path)) {
            return new RunOutcome.Broken("cannot start " + path + ": it is no executable" + REMEDY);
        }
        SupervisedFfmpeg process = new SupervisedFfmpeg(ENV, words(arguments));
        FFmpegResultFuture result = process.executeAsync();
        try {
            result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new RunOutcome.Finished(process.cpu());
        } catch (TimeoutException e) {
            return new RunOutcome.Broken("ffmpeg did not finish within " + timeout.toMillis() + " ms and was killed");
        } catch (ExecutionException e) {
            return new RunOutcome.Broken(reason(e.getCause()));
        } finally {
            process.reap();
        }
    }

    private List<String> words(List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (System.getenv(TUNABLES) == null) {
            words.add(TUNABLES + "=" + MEMORY);
        }
        words.add(path.toString());
        words.addAll(arguments);
        return words;
    }

    private String reason(@Nullable Throwable failure) {
        if (failure instanceof JaffreeAbnormalExitException exit) {
            var errors = exit.getProcessErrorLogMessages();
            return errors.isEmpty()
                    ? "ffmpeg: " + exit.getMessage()
                    : "ffmpeg: "
                            + errors.subList(Math.max(0, errors.size() - QUOTED_ERRORS), errors.size()).stream()
                                    .map(error -> LEVEL.matcher(error.message)
                                            .replaceFirst("")
                                            .strip()
                                            .replace('\n', ' '))
                                    .collect(Collectors.joining(" | "));
        }
        if (failure != null && failure.getCause() instanceof IOException cannotStart) {
            return "cannot start " + path + ": " + cannotStart.getMessage() + REMEDY;
        }
        return "ffmpeg: " + failure;
    }
}
