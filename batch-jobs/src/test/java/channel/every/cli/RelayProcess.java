package channel.every.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ec-node relay} as a process of its own, on loopback, for everybody; it can be killed and started again at its port. */
final class RelayProcess implements AutoCloseable {
    private static final Pattern AT = Pattern.compile("relay at https://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern HASH = Pattern.compile("SHA-256 ([0-9a-f]{64})");

    private final Path folder;
    private Running running;

    /** @param port of the process, and its certificate's hash, once it has said so */
    private record Running(Process process, CompletableFuture<Integer> port, CompletableFuture<String> hash) {}

    RelayProcess(Path folder) throws IOException {
        this.folder = folder;
        running = start(0);
    }

    private Running start(int port) throws IOException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "channel.every.cli.EcNode",
                        "relay",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--public",
                        "",
                        "--public-put",
                        "",
                        "--certificate-folder",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        Running started = new Running(process, new CompletableFuture<>(), new CompletableFuture<>());
        Thread.ofVirtual().start(() -> listen(started));
        return started;
    }

    private static void listen(Running started) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = started.process().inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                Matcher at = AT.matcher(line);
                if (at.find()) {
                    started.port().complete(Integer.valueOf(at.group(1)));
                }
                Matcher hash = HASH.matcher(line);
                if (hash.find()) {
                    started.hash().complete(hash.group(1));
                }
            }
        } catch (IOException killed) {
            said.append(killed.getMessage());
        }
        IllegalStateException end = new IllegalStateException("the relay ended and said:\n" + said);
        started.port().completeExceptionally(end);
        started.hash().completeExceptionally(end);
    }

    String url() {
        return "moqt://127.0.0.1:" + running.port().join() + "/";
    }

    String certificateHash() {
        return running.hash().join();
    }

    /** With signal 9: it tells nobody. */
    void kill() throws InterruptedException {
        running.process().destroyForcibly().waitFor();
    }

    /** At the port that it had. */
    void startAgain() throws IOException {
        running = start(running.port().join());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
