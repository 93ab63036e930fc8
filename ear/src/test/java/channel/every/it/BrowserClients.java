package channel.every.it;

import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Clients from npm as they are published, run by node and in Chromium. */
final class BrowserClients {
    private static final Path SOURCES = Path.of("src/test/npm");
    private static final String SKIP = "skipBrowser";

    /** Of one script: it waits by itself, and less long. */
    private static final long MOST_MINUTES = 5;

    private final Path folder;
    private final Path chromium;

    private BrowserClients(Path folder, Path chromium) {
        this.folder = folder;
        this.chromium = chromium;
    }

    /** Installs what package-lock.json names and bundles it; skips whoever asks for it under {@code -DskipBrowser}. */
    static BrowserClients install() throws IOException, InterruptedException {
        String skip = System.getProperty(SKIP);
        Assumptions.assumeTrue(skip == null || skip.equals("false"), "left out by -D" + SKIP);
        need("node", "nodejs");
        need("npm", "npm");
        Path chromium = need("chromium", "chromium");
        Path folder = Files.createDirectories(Path.of("target/npm")).toAbsolutePath();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path each : files.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        BrowserClients clients = new BrowserClients(folder, chromium);
        Path installed = folder.resolve("node_modules/installed-from.json");
        Path lock = folder.resolve("package-lock.json");
        if (Files.notExists(installed) || Files.mismatch(installed, lock) >= 0) {
            clients.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        clients.run("node", "bundle.mjs", clients.bundle().toString());
        return clients;
    }

    private Path bundle() {
        return folder.resolve("clients.js");
    }

    /** Where a script may put pictures; they stay in the build's folder. */
    Path picture(String name) {
        return folder.resolve(name);
    }

    /** What the script says; it fails where the script does. @param options beside the browser's and the bundle's place */
    JsonNode script(String name, Map<String, ?> options) throws IOException, InterruptedException {
        Map<String, Object> all = new HashMap<>(options);
        all.put("chromium", chromium.toString());
        all.put("bundle", bundle().toString());
        List<String> lines = run("node", name, Json.mapper().writeValueAsString(all));
        return Json.mapper().readTree(lines.getLast());
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("script", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                List<String> lines =
                        new ArrayList<>(process.inputReader().lines().toList());
                if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new AssertionError(String.join(" ", command) + " failed:\n" + Files.readString(errors));
                }
                return lines;
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            Files.delete(errors);
        }
    }

    private static Path need(String program, String debianPackage) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(
                () -> new AssertionError("no " + program + " on the path: install it with apt-get install "
                        + debianPackage + ", or leave these tests out with -D" + SKIP));
    }
}
