package channel.every.encode.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a short-lived command says about an installation. */
final class ToolOutput {
    /** These commands print a page and end; a hung one must not hang the node's start. */
    private static final long PATIENCE_SECONDS = 20;

    private ToolOutput() {}

    /** Lines of standard output and error. */
    static List<String> of(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            CompletableFuture<Process> end = process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
            end.exceptionally(late -> process.destroyForcibly());
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " ended with status " + status
                        + (lines.isEmpty() ? "" : ": " + lines.getLast()));
            }
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
