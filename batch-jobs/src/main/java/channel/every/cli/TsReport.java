package channel.every.cli;

import channel.every.json.Json;
import channel.every.psi.StreamAnalysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node ts-report}: what a station engineer wants to know of a transport stream. */
@Command(
        name = "ts-report",
        description = "Shows programs, PIDs, clocks, tables and errors of a transport stream.",
        mixinStandardHelpOptions = true)
final class TsReport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A recording; - reads standard input.")
    private Path file = Path.of("-");

    @ArgGroup
    private Form form = new Form();

    @Spec
    private CommandSpec command = CommandSpec.create();

    /** At most one of them. */
    private static final class Form {
        @Option(names = "--json", description = "Print JSON for machines.")
        private boolean json;

        @Option(
                names = "--events",
                description =
                        "Print every PCR, time stamp, section and error as a line of JSON, instead of the report.")
        private boolean events;
    }

    @Override
    public Integer call() throws IOException {
        TransportStreamFile recording = new TransportStreamFile(file);
        PrintWriter out = command.commandLine().getOut();
        if (form.events) {
            EventLog log = new EventLog(out);
            recording.read(log);
            if (log.packets() == 0) {
                throw recording.withoutPackets();
            }
        } else {
            StreamAnalysis analysis = new StreamAnalysis();
            recording.read(analysis);
            if (analysis.packets() == 0) {
                throw recording.withoutPackets();
            }
            if (form.json) {
                out.print(Json.pretty(analysis.report()));
            } else {
                new StreamReportText(out).print(file, analysis.report());
            }
        }
        out.flush();
        return 0;
    }
}
