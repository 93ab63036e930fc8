package channel.every.cli;

import channel.every.proof.DuplicatesReport;
import channel.every.proof.ProofDuplicates;
import channel.every.proof.ProofWindows;
import channel.every.proof.PublisherInput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node publisher-proof-duplicates}: the single-node gate of ECP-0156. */
@Command(
        name = "publisher-proof-duplicates",
        description =
                "Runs publisher-proof-windows under several identities, apart from each other, and compares every window.",
        mixinStandardHelpOptions = true)
final class PublisherProofDuplicates implements Callable<Integer> {
    @Option(
            names = "--input",
            paramLabel = "[NAME=]FILE",
            required = true,
            description = "A recorded transport stream for all publishers, or one for each.")
    private List<String> inputs = List.of();

    @Option(
            names = "--publisher",
            paramLabel = "NAME",
            description = "An identity; repeatable (default: publisher-a and publisher-b).")
    private List<String> publishers = List.of();

    @Option(names = "--overlap", description = "Leave out windows before a publisher's first or after its last one.")
    private boolean overlap;

    @Option(names = "--require-ok", description = "Exit 1 unless every compared window matches.")
    private boolean requireOk;

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PublisherInput> sources = ProofInputs.of(inputs, publishers);
        output.check();
        ProofWindows windows =
                new ProofWindows(options.recording(), options.profile().name(), options.encoder());
        DuplicatesReport report = new ProofDuplicates(
                        windows, Runtime.getRuntime().availableProcessors())
                .run(sources, overlap, new WindowProgress(command.commandLine().getErr()));
        output.write(report, command.commandLine().getOut());
        return new ComparisonVerdict(command.commandLine().getErr()).tell(report.comparison(), requireOk);
    }
}
