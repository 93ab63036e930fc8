package channel.every.proof;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Differences as they are found: all are counted, the first are kept. */
final class ProofDifferences {
    private final List<ProofDifference> first = new ArrayList<>();
    private final Map<ProofCause, Integer> causes = new EnumMap<>(ProofCause.class);
    private int total;

    void add(ProofDifference difference) {
        total++;
        causes.merge(difference.cause(), 1, Integer::sum);
        if (first.size() < ProofComparison.LISTED) {
            first.add(difference);
        }
    }

    int total() {
        return total;
    }

    Map<ProofCause, Integer> causes() {
        return causes;
    }

    List<ProofDifference> first() {
        return List.copyOf(first);
    }
}
