package channel.every.moq.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The packages that {@code src/test/npm} locks, installed once into {@code target/npm} with the scripts that use them. */
final class NodePackages {
    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path INSTALLED = Path.of("target", "npm");
    private static final String LOCK = "package-lock.json";

    /** A registry at the other end of the world is slow, not that slow. */
    private static final long MOST_MINUTES = 5;

    private NodePackages() {}

    /**
     * Where the scripts are.
     *
     * @throws IllegalStateException with what to do about it, if there is no node, or the packages cannot be had
     */
    static synchronized Path installed() throws IOException, InterruptedException {
        String skip = System.getProperty("skipBrowser");
        Assumptions.assumeTrue(skip == null || skip.equals("false"), "skipped by -DskipBrowser");
        Path done = INSTALLED.resolve("installed.json");
        boolean same =
                Files.exists(done) && Arrays.equals(Files.readAllBytes(done), Files.readAllBytes(SOURCE.resolve(LOCK)));
        copy();
        if (!same) {
            Path log = INSTALLED.resolve("npm.log");
            run(log, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
            Files.copy(SOURCE.resolve(LOCK), done, StandardCopyOption.REPLACE_EXISTING);
        }
        return INSTALLED;
    }

    private static void copy() throws IOException {
        Files.createDirectories(INSTALLED);
        List<Path> files;
        try (Stream<Path> listed = Files.list(SOURCE)) {
            files = listed.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    command[0]
                            + " does not run here: install nodejs 20 and npm, or leave these tests out with -DskipBrowser",
                    e);
        }
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command)
                    + " failed: is the registry reachable? Leave these tests out with -DskipBrowser.\n"
                    + Files.readString(log));
        }
    }
}
