package channel.every.cli;

import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.ManifestComparison;
import channel.every.convergence.ManifestRoot;
import channel.every.convergence.ProofSpan;
import channel.every.identity.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is compared, for the commands that read manifest roots of this machine. */
final class ComparisonOptions {
    @Parameters(
            paramLabel = "NAME=PATH",
            arity = "0..*",
            description = "Two or more manifest roots, each of one publisher.")
    private List<String> sources = new ArrayList<>();

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

    String proof() {
        return proof;
    }

    /** @throws IllegalArgumentException naming the source or option that is wrong */
    ManifestComparison comparison() {
        if (samples < 0) {
            throw new IllegalArgumentException("--samples cannot be negative: " + samples);
        }
        return new ManifestComparison(
                ManifestRoot.parseAll(sources),
                overlap ? new ProofSpan.Overlap() : new ProofSpan.Strict(),
                Optional.ofNullable(broadcast).map(Label::new),
                new Label(track),
                samples,
                keepOutlines);
    }
}
