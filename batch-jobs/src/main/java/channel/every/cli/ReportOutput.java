package channel.every.cli;

import channel.every.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's JSON report goes: standard output, or a file that is written once the report is complete. */
final class ReportOutput {
    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the JSON report here instead of to standard output.")
    private @Nullable Path file;

    /** Before the work: a report that cannot be written would be work for nothing. */
    void check() {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--output \"" + file + "\" is no file in an existing directory");
        }
    }

    void write(Object report, PrintWriter out) throws IOException {
        writeText(Json.pretty(report), out);
    }

    void writeText(String text, PrintWriter out) throws IOException {
        if (file == null) {
            out.print(text);
            out.flush();
        } else {
            Files.writeString(file, text);
        }
    }
}
