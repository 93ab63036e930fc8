package channel.every.proof;

import java.util.List;

/**
 * What publishers made of their inputs, and whether it is the same.
 *
 * @param status {@code proven} or {@code unproven}
 */
public record DuplicatesReport(boolean ok, String status, ProofComparison comparison, List<ProofReport> reports) {
    public DuplicatesReport {
        reports = List.copyOf(reports);
    }

    static DuplicatesReport of(List<ProofReport> reports, boolean overlap) {
        ProofComparison comparison = ProofComparison.of(reports, overlap);
        return new DuplicatesReport(comparison.ok(), comparison.status(), comparison, reports);
    }
}
