package channel.every.cli;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.ManifestComparison;
import channel.every.json.Json;
import channel.every.metrics.PrometheusText;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-convergence}: the proof surface of ECP-0156 over manifest roots of this machine. */
@Command(
        name = "archive-convergence",
        description = "Compares the archives of two or more publishers, sequence by sequence.",
        mixinStandardHelpOptions = true)
final class ArchiveConvergence implements Callable<Integer> {
    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Option(names = "--require-ok", description = "Exit 1 unless the proof holds.")
    private boolean requireOk;

    @Option(names = "--prometheus", description = "Print gauges instead of the JSON report.")
    private boolean prometheus;

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        output.check();
        ManifestComparison comparison = options.comparison();
        ConvergenceReport report;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            report = comparison.report(threads);
        }
        output.writeText(
                prometheus
                        ? PrometheusText.render(ConvergenceMetrics.of(options.proof(), report))
                        : Json.pretty(report),
                command.commandLine().getOut());
        return requireOk && !report.ok() ? EcNode.NOT_PROVEN : 0;
    }
}
