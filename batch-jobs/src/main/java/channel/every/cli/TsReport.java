package channel.every.cli;

import channel.every.clock.ChunkCadence;
import channel.every.json.Json;
import channel.every.psi.StreamAnalysis;
import channel.every.psi.StreamReport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--windows", description = "Also cut every program into windows, which takes a second reading.")
    private boolean windows;

    @Option(
            names = "--cadence",
            paramLabel = "MS",
            description = "Length of a window in milliseconds (default: ${DEFAULT-VALUE}).",
            defaultValue = "1001")
    private int cadenceMillis;

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
            ChunkCadence cadence = new ChunkCadence(cadenceMillis);
            if (windows) {
                recording.requireReadableTwice();
            }
            StreamAnalysis analysis = analysis(recording);
            print(out, analysis.report(), windows ? windows(recording, analysis, cadence) : List.of());
        }
        out.flush();
        return 0;
    }

    /** The report for people and nothing else: what {@code ts-report FILE} prints. */
    static void print(Path file, PrintWriter out) throws IOException {
        new StreamReportText(out)
                .print(file, analysis(new TransportStreamFile(file)).report());
        out.flush();
    }

    private static StreamAnalysis analysis(TransportStreamFile recording) throws IOException {
        StreamAnalysis analysis = new StreamAnalysis();
        recording.read(analysis);
        if (analysis.packets() == 0) {
            throw recording.withoutPackets();
        }
        return analysis;
    }

    private void print(PrintWriter out, StreamReport report, List<ProgramWindows.Report> programs) {
        if (form.json) {
            ObjectNode json = Json.mapper().valueToTree(report);
            if (windows) {
                json.set("windows", Json.mapper().valueToTree(programs));
            }
            out.print(Json.pretty(json));
        } else {
            StreamReportText text = new StreamReportText(out);
            text.print(file, report);
            text.print(programs);
        }
    }

    private static List<ProgramWindows.Report> windows(
            TransportStreamFile recording, StreamAnalysis analysis, ChunkCadence cadence) throws IOException {
        List<ProgramWindows> programs = analysis.catalog().programs().stream()
                .map(program -> new ProgramWindows(program.programNumber(), cadence))
                .toList();
        recording.readAgain((bytes, length) -> programs.forEach(program -> program.feed(bytes, length)));
        programs.forEach(ProgramWindows::finish);
        return programs.stream().map(ProgramWindows::report).toList();
    }
}
