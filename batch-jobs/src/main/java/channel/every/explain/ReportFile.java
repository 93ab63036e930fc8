package channel.every.explain;

import channel.every.convergence.ConvergenceReport;
import channel.every.json.Json;
import channel.every.proof.DuplicatesReport;
import channel.every.proof.ProofComparison;
import channel.every.remote.RemoteReport;
import channel.every.remote.TargetResult;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any of our reports, told apart by what is in it. */
public sealed interface ReportFile {
    /** Of publisher-proof-compare, -duplicates, -remote-compare or a proof job. */
    record Proof(Explanation explanation, @Nullable ProofComparison comparison) implements ReportFile {}

    /** Of archive-convergence. */
    record Convergence(Explanation explanation, ConvergenceReport report) implements ReportFile {}

    Explanation explanation();

    /**
     * @param name of the file, for messages
     * @throws IllegalArgumentException if it is none of ours
     */
    static ReportFile parse(String name, String json) {
        try {
            JsonNode report = Json.mapper().readTree(json);
            if (report.has("groups")) {
                ConvergenceReport convergence = Json.mapper().treeToValue(report, ConvergenceReport.class);
                return new Convergence(ConvergenceExplainer.explain(convergence), convergence);
            }
            if (report.has("targets")) {
                return remote(Json.mapper().treeToValue(report, RemoteReport.class));
            }
            if (report.has("reports")) {
                ProofComparison comparison = Json.mapper()
                        .treeToValue(report, DuplicatesReport.class)
                        .comparison();
                return new Proof(
                        ProofExplainer.explain("duplicate publishers on one machine", comparison, List.of()),
                        comparison);
            }
            if (report.has("differences")) {
                ProofComparison comparison = Json.mapper().treeToValue(report, ProofComparison.class);
                return new Proof(
                        ProofExplainer.explain("comparison of proof reports", comparison, List.of()), comparison);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no report: " + e.getOriginalMessage(), e);
        } catch (NullPointerException e) {
            // The mapping leaves null what is not in the text: a report that lacks it was written by something else.
            throw new IllegalArgumentException("\"" + name + "\" is no whole report: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("\"" + name + "\" is none of the reports that can be explained: those of"
                + " publisher-proof-compare, -duplicates, -remote-compare and archive-convergence");
    }

    private static ReportFile remote(RemoteReport report) {
        List<String> facts = new ArrayList<>();
        for (TargetResult target : report.targets()) {
            facts.add(
                    target.timing() == null
                            ? "machine " + target.name() + " (" + target.address() + ") FAILED: " + target.failure()
                            : "machine " + target.name() + " (" + target.address() + "): copied in "
                                    + target.timing().uploadMs() + " ms, proven in "
                                    + target.timing().proofMs() + " ms, "
                                    + target.timing().place());
        }
        ProofComparison comparison = report.comparison();
        if (comparison == null) {
            return new Proof(
                    new Explanation(
                            "comparison of machines",
                            false,
                            "Not proven: fewer than two machines reported.",
                            facts,
                            List.of(),
                            List.of()),
                    null);
        }
        Explanation explained = ProofExplainer.explain("comparison of machines", comparison, facts);
        return new Proof(
                report.complete()
                        ? explained
                        : new Explanation(
                                explained.what(),
                                false,
                                "Not proven: a machine failed. Of those that reported: " + explained.headline(),
                                explained.facts(),
                                explained.causes(),
                                explained.lanes()),
                comparison);
    }
}
