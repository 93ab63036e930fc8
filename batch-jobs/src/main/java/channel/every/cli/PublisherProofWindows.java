package channel.every.cli;

import channel.every.identity.Label;
import channel.every.proof.ProofReport;
import channel.every.proof.ProofWindows;
import channel.every.proof.PublisherInput;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node publisher-proof-windows}: what one publisher makes of a recording. */
@Command(
        name = "publisher-proof-windows",
        description =
                "Cuts a recording at source-clock boundaries, encodes every window freshly and reports the hashes.",
        mixinStandardHelpOptions = true)
final class PublisherProofWindows implements Callable<Integer> {
    @Option(names = "--input", paramLabel = "FILE", required = true, description = "A recorded transport stream.")
    private String input = "";

    @Option(
            names = "--publisher",
            paramLabel = "NAME",
            defaultValue = "publisher-a",
            description = "Whose report this is (default: ${DEFAULT-VALUE}).")
    private String publisher = "publisher-a";

    @Option(names = "--require-ok", description = "Exit 1 unless there is a window and every window was encoded.")
    private boolean requireOk;

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PublisherInput source = new PublisherInput(new Label(publisher), ProofInputs.readable(input));
        output.check();
        ProofReport report = new ProofWindows(
                        options.recording(), options.profile().name(), options.encoder())
                .run(source, new WindowProgress(command.commandLine().getErr()));
        output.write(report, command.commandLine().getOut());
        return requireOk && !report.complete() ? EcNode.NOT_PROVEN : 0;
    }
}
