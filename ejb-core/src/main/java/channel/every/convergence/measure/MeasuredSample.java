package channel.every.convergence.measure;

import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.GroupReport;
import java.util.List;
import java.util.Map;

/**
 * One sample of all sources, compared.
 *
 * @param reasons why it proves nothing; empty if it does
 * @param seriesPresent for each gauge that Prometheus was asked for, whether it has any series of it now
 * @param totals of all groups, as in the report
 */
public record MeasuredSample(
        long unixMs,
        boolean ok,
        List<String> reasons,
        List<FetchedSource> sources,
        Map<String, Boolean> seriesPresent,
        Totals totals) {
    public MeasuredSample {
        reasons = List.copyOf(reasons);
        sources = List.copyOf(sources);
        seriesPresent = Map.copyOf(seriesPresent);
    }

    /** Sums over the groups of a report. */
    public record Totals(long observedSequences, long duplicateSequences, long divergentSequences, long missingHashes) {
        static final Totals NONE = new Totals(0, 0, 0, 0);

        static Totals of(ConvergenceReport report) {
            Totals sum = NONE;
            for (GroupReport group : report.groups()) {
                sum = new Totals(
                        sum.observedSequences + group.observedSequences(),
                        sum.duplicateSequences + group.duplicateSequences(),
                        sum.divergentSequences + group.divergentSequences(),
                        sum.missingHashes + group.missingHashes());
            }
            return sum;
        }
    }
}
