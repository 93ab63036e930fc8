package channel.every.station;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code hdhomerun_config}, the vendor's own program. */
final class VendorsClient {
    private static final long PATIENCE_SECONDS = 60;
    private static final long POLL_NANOS = 20_000_000;

    private VendorsClient() {}

    /** Runs it to its end. @return what it printed, and on the last line its exit status if that is not 0 */
    static String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(null, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return (said + (status == 0 ? "" : "exit " + status)).strip();
    }

    /** Runs it until what it printed satisfies {@code enough}, then interrupts it as Ctrl-C does. @return what it printed */
    static String runUntil(Predicate<String> enough, String... arguments) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("hdhomerun_config", ".txt");
        Process process = start(printed, arguments);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (process.isAlive() && !enough.test(Files.readString(printed))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not in " + PATIENCE_SECONDS + " s: " + Files.readString(printed));
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            // SIGINT: SIGTERM would end it without its last words.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor();
            return Files.readString(printed);
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }

    private static Process start(@Nullable Path printed, String... arguments) {
        List<String> command = new ArrayList<>(List.of("hdhomerun_config"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (printed != null) {
            builder.redirectOutput(printed.toFile());
        }
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "hdhomerun_config is missing; install it with: apt-get install hdhomerun-config", missing);
        }
    }
}
