package channel.every.convergence;

import java.util.List;

/**
 * What a proof found.
 *
 * @param status {@code proven} or {@code unproven}
 * @param reasons why not; empty if proven
 */
public record ConvergenceReport(
        boolean ok, String status, List<String> reasons, List<SourceReport> sources, List<GroupReport> groups) {
    static ConvergenceReport of(List<String> reasons, List<SourceReport> sources, List<GroupReport> groups) {
        boolean ok = reasons.isEmpty();
        return new ConvergenceReport(ok, ok ? "proven" : "unproven", reasons, sources, groups);
    }
}
