package channel.every.cli;

import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node publisher-proof-compare}: the cross-machine gate of ECP-0156, over reports that were copied here. */
@Command(
        name = "publisher-proof-compare",
        description = "Compares reports of publisher-proof-windows.",
        mixinStandardHelpOptions = true)
final class PublisherProofCompare implements Callable<Integer> {
    @Parameters(
            paramLabel = "[NAME=]REPORT",
            arity = "2..*",
            description = "Report files; NAME stands for the publisher that the report names.")
    private List<String> reports = List.of();

    @Option(names = "--overlap", description = "Leave out windows before a publisher's first or after its last one.")
    private boolean overlap;

    @Option(names = "--require-ok", description = "Exit 1 unless every compared window matches.")
    private boolean requireOk;

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        output.check();
        List<ProofReport> read = new ArrayList<>();
        for (String each : reports) {
            read.add(read(each));
        }
        ProofComparison comparison = ProofComparison.of(read, overlap);
        output.write(comparison, command.commandLine().getOut());
        return new ComparisonVerdict(command.commandLine().getErr()).tell(comparison, requireOk);
    }

    private static ProofReport read(String argument) throws IOException {
        int equals = Files.exists(Path.of(argument)) ? -1 : argument.indexOf('=');
        Path file = ProofInputs.readable(argument.substring(equals + 1));
        try {
            ProofReport report = Json.mapper().readValue(file.toFile(), ProofReport.class);
            return equals < 0 ? report : report.of(new Label(argument.substring(0, equals)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("\"" + file + "\" is no proof report: " + e.getOriginalMessage(), e);
        }
    }
}
