package channel.every.proof;

import java.util.ArrayList;
import java.util.List;

/** Differences as they are found: all are counted, the first are kept. */
final class ProofDifferences {
    private final List<ProofDifference> first = new ArrayList<>();
    private int total;

    void add(ProofDifference difference) {
        total++;
        if (first.size() < ProofComparison.LISTED) {
            first.add(difference);
        }
    }

    int total() {
        return total;
    }

    List<ProofDifference> first() {
        return List.copyOf(first);
    }
}
