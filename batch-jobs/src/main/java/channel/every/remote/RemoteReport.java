package channel.every.remote;

import channel.every.proof.ProofComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What machines made of one input, and whether it is the same.
 *
 * @param status {@code proven} or {@code unproven}
 * @param comparison of the targets that succeeded, null if those are less than two
 */
public record RemoteReport(
        boolean ok, String status, @Nullable ProofComparison comparison, List<TargetResult> targets) {
    public RemoteReport {
        targets = List.copyOf(targets);
    }

    static RemoteReport of(@Nullable ProofComparison comparison, List<TargetResult> targets) {
        boolean ok =
                comparison != null && comparison.ok() && targets.stream().allMatch(target -> target.failure() == null);
        return new RemoteReport(ok, ok ? "proven" : "unproven", comparison, targets);
    }

    /** Whether every target did its part, whatever it found. */
    public boolean complete() {
        return targets.stream().allMatch(target -> target.failure() == null);
    }
}
