package channel.every.cli;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.ManifestComparison;
import channel.every.convergence.ManifestRoot;
import channel.every.convergence.ProofSpan;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.metrics.PrometheusText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-convergence}: the proof surface of ECP-0156 over manifest roots of this machine. */
@Command(
        name = "archive-convergence",
        description = "Compares the archives of two or more publishers, sequence by sequence.",
        mixinStandardHelpOptions = true)
final class ArchiveConvergence implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME=PATH",
            arity = "0..*",
            description = "Two or more manifest roots, each of one publisher.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--require-ok", description = "Exit 1 unless the proof holds.")
    private boolean requireOk;

    @Option(names = "--prometheus", description = "Print gauges instead of the JSON report.")
    private boolean prometheus;

    @Option(
            names = "--proof",
            paramLabel = "NAME",
            defaultValue = "archive-convergence",
            description = "Label of the gauges. Default: ${DEFAULT-VALUE}.")
    private String proof = "";

    @Option(names = "--overlap", description = "Leave out what lies before a source's first or after its last record.")
    private boolean overlap;

    @Option(names = "--broadcast", paramLabel = "NAME", description = "Compare this one only.")
    private @Nullable String broadcast;

    @Option(
            names = "--track",
            paramLabel = "NAME",
            defaultValue = "publisher.m4s",
            description = "Default: ${DEFAULT-VALUE}, the track that carries proof.")
    private String track = "";

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "" + ConvergenceProof.DEFAULT_SAMPLES,
            description = "Unproven sequences to show per group. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--keep-outlines",
            description = "Leave a sidecar beside each index, so that comparing again costs what has been appended.")
    private boolean keepOutlines;

    @Option(names = "--output", paramLabel = "FILE", description = "Write here instead of to standard output.")
    private @Nullable Path output;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ManifestComparison comparison = new ManifestComparison(
                ManifestRoot.parseAll(sources),
                overlap ? new ProofSpan.Overlap() : new ProofSpan.Strict(),
                Optional.ofNullable(broadcast).map(Label::new),
                new Label(track),
                samples,
                keepOutlines);
        ConvergenceReport report;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            report = comparison.report(threads);
        }
        write(prometheus ? PrometheusText.render(ConvergenceMetrics.of(proof, report)) : Json.pretty(report));
        return requireOk && !report.ok() ? EcNode.NOT_PROVEN : 0;
    }

    private void write(String text) throws IOException {
        if (output != null) {
            Files.writeString(output, text);
            return;
        }
        PrintWriter out = command.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
