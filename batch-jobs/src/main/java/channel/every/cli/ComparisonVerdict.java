package channel.every.cli;

import channel.every.proof.ProofComparison;
import java.io.PrintWriter;

/** A comparison in words on standard error, and the exit code it deserves. */
final class ComparisonVerdict {
    /** The report lists more; a screen does not need to. */
    private static final int SHOWN = 10;

    private final PrintWriter err;

    ComparisonVerdict(PrintWriter err) {
        this.err = err;
    }

    int tell(ProofComparison comparison, boolean requireOk) {
        comparison.differences().stream().limit(SHOWN).forEach(each -> err.println(each.text()));
        if (comparison.differingTotal() > SHOWN) {
            err.println("and " + (comparison.differingTotal() - SHOWN) + " more");
        }
        err.println(comparison.status() + ": " + comparison.equalWindows() + " of " + comparison.comparedWindows()
                + " windows equal");
        err.flush();
        return requireOk && !comparison.ok() ? EcNode.NOT_PROVEN : 0;
    }
}
