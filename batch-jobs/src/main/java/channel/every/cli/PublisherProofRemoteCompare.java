package channel.every.cli;

import channel.every.json.Json;
import channel.every.proof.ProofComparison;
import channel.every.remote.ProofTask;
import channel.every.remote.RemoteComparison;
import channel.every.remote.RemoteReport;
import channel.every.remote.TargetResult;
import channel.every.remote.TargetTiming;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node publisher-proof-remote-compare}: the operator's gate across machines (ECP-0156). */
@Command(
        name = "publisher-proof-remote-compare",
        description =
                "Copies a recording to several machines, has each of them encode every window, fetches their reports"
                        + " and compares them. Their host keys must be in known_hosts. Writes NAME.json for each target and"
                        + " compare.json; the machines keep their files below /tmp/every-channel-* unless --cleanup.",
        mixinStandardHelpOptions = true)
final class PublisherProofRemoteCompare implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME=TARGET",
            arity = "2..*",
            description = "Two or more machines: [USER@]HOST[:PORT] by SSH, or http://HOST:PORT for a node's REST.")
    private List<String> targets = List.of();

    @Option(names = "--input", paramLabel = "FILE", required = true, description = "A recorded transport stream.")
    private String input = "";

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            required = true,
            description = "Where the reports and compare.json go; created if missing.")
    private Path directory = Path.of("");

    @Option(names = "--cleanup", description = "Remove the files on the machines that succeeded.")
    private boolean cleanup;

    @Option(
            names = "--upload-timeout",
            paramLabel = "S",
            defaultValue = "600",
            description = "Seconds for the copy to a machine (default: ${DEFAULT-VALUE}).")
    private long uploadSeconds;

    @Option(
            names = "--proof-timeout",
            paramLabel = "S",
            defaultValue = "3600",
            description = "Seconds for the proof on a machine (default: ${DEFAULT-VALUE}).")
    private long proofSeconds;

    @Option(names = "--require-ok", description = "Exit 1 unless every window of every target matches.")
    private boolean requireOk;

    @Mixin
    private RemoteTargets remote = new RemoteTargets();

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        RemoteComparison machines = new RemoteComparison(remote.of(targets));
        ProofTask task = options.task(
                ProofInputs.transportStream(input),
                directory,
                cleanup,
                Duration.ofSeconds(uploadSeconds),
                Duration.ofSeconds(proofSeconds));
        task.inputBytes();
        Files.createDirectories(directory);
        PrintWriter err = command.commandLine().getErr();
        RemoteReport report = machines.run(task, new TargetLines(err));
        String json = Json.pretty(report);
        Files.writeString(directory.resolve("compare.json"), json);
        command.commandLine().getOut().print(json);
        command.commandLine().getOut().flush();
        report.targets().forEach(target -> err.println(text(target)));
        ProofComparison comparison = report.comparison();
        int verdict = comparison == null ? 0 : new ComparisonVerdict(err).tell(comparison, requireOk);
        return report.complete() ? verdict : EcNode.IO_FAILURE;
    }

    private String text(TargetResult target) {
        TargetTiming timing = target.timing();
        if (timing == null) {
            return command.name() + ": " + target.name() + " (" + target.address() + "): " + target.failure();
        }
        return "%s (%s): copied %d bytes in %.1f s, proven in %.1f s, %s %s"
                .formatted(
                        target.name(),
                        target.address(),
                        timing.uploadBytes(),
                        timing.uploadMs() / 1000.0,
                        timing.proofMs() / 1000.0,
                        cleanup ? "removed" : "kept",
                        timing.place());
    }
}
