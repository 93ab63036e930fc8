package channel.every.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code hdhomerun_config}, the vendor's own program, and whatever else a viewer has. */
final class VendorsClient {
    private VendorsClient() {}

    /** Runs it to its end. @return what it printed, and on the last line its exit status if that is not 0 */
    static String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(ProcessBuilder.Redirect.PIPE, command(arguments));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return (said + (status == 0 ? "" : "exit " + status)).strip();
    }

    /** Runs it until it has printed a text, then interrupts it as Ctrl-C does. @return what it printed */
    static String runUntil(String text, String... arguments) throws Exception {
        Path printed = Files.createTempFile("hdhomerun_config", ".txt");
        Process process = start(ProcessBuilder.Redirect.to(printed.toFile()), command(arguments));
        try {
            Wait.until(text, () -> Files.readString(printed), said -> said.contains(text) || !process.isAlive());
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

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("hdhomerun_config"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process start(ProcessBuilder.Redirect output, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "hdhomerun_config is missing; install it with: apt-get install hdhomerun-config", missing);
        }
    }
}
