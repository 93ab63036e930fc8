package channel.every.moq.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of node that runs the client and says what happens, line by line. */
final class NodeClient implements AutoCloseable {
    /** Far above what anything takes; whoever waits this long has found a fault. */
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private NodeClient(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofVirtual().start(this::read);
    }

    /** @param arguments as the script tells them */
    static NodeClient start(String... arguments) throws IOException, InterruptedException {
        Path packages = NodePackages.installed();
        Path errors = Files.createTempFile(packages, "client", ".log");
        List<String> command = new ArrayList<>(List.of("node", "client.mjs"));
        command.addAll(List.of(arguments));
        return new NodeClient(
                new ProcessBuilder(command)
                        .directory(packages.toFile())
                        .redirectError(errors.toFile())
                        .start(),
                errors);
    }

    private void read() {
        try (BufferedReader from = process.inputReader(StandardCharsets.UTF_8)) {
            from.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that begins so. */
    String next(String beginning) throws IOException, InterruptedException {
        for (; ; ) {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException(
                        "the client did not say \"" + beginning + "\" but\n" + Files.readString(errors));
            }
            if (line.startsWith(beginning)) {
                return line;
            }
        }
    }

    /** Waits for it to end by itself. */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the client does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
