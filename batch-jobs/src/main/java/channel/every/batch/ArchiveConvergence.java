package channel.every.batch;

import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.ManifestComparison;
import channel.every.convergence.ManifestRoot;
import channel.every.convergence.ProofSpan;
import channel.every.identity.Label;
import channel.every.json.Json;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The step of the job {@code archive-convergence}: its exit status is the report's, its user data the report. */
@Named("archiveConvergence")
@Dependent
public class ArchiveConvergence extends AbstractBatchlet {
    private final StepContext step;

    @Inject
    @BatchProperty
    @Nullable
    String sources;

    @Inject
    @BatchProperty
    @Nullable
    String broadcast;

    @Inject
    @BatchProperty
    @Nullable
    String track;

    @Inject
    @BatchProperty
    @Nullable
    String overlap;

    @Inject
    @BatchProperty
    @Nullable
    String output;

    @Inject
    public ArchiveConvergence(StepContext step) {
        this.step = step;
    }

    @Override
    public String process() throws IOException {
        List<ManifestRoot> roots =
                ManifestRoot.parseAll(List.of(required("sources", sources).split(",")));
        ManifestComparison comparison = new ManifestComparison(
                roots,
                Boolean.parseBoolean(overlap) ? new ProofSpan.Overlap() : new ProofSpan.Strict(),
                given(broadcast).map(Label::new),
                new Label(required("track", track)),
                ConvergenceProof.DEFAULT_SAMPLES,
                false);
        ConvergenceReport report = comparison.report(Runnable::run);
        String json = Json.pretty(report);
        step.setPersistentUserData(json);
        if (given(output).isPresent()) {
            Files.writeString(Path.of(given(output).get()), json);
        }
        return report.status();
    }

    private static String required(String name, @Nullable String value) {
        return given(value).orElseThrow(() -> new IllegalArgumentException("job parameter " + name + " is absent"));
    }

    /** A parameter that was not given is null on one server and empty on the other. */
    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
