package channel.every.convergence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Keeps the newest of the sequences that are not proven; what is missing never crowds out what is divergent. */
final class SampleShelf {
    private final int bound;
    private final Deque<SequenceResult> divergent = new ArrayDeque<>();
    private final Deque<SequenceResult> others = new ArrayDeque<>();

    SampleShelf(int bound) {
        this.bound = bound;
    }

    void offer(SequenceResult result) {
        switch (result.verdict().text()) {
            case "divergent" -> keep(divergent, result);
            case "missing" -> keep(others, result);
            default -> {
                // Proven, pending and edge sequences need no sample.
            }
        }
    }

    List<SequenceSample> samples() {
        List<SequenceResult> kept = new ArrayList<>(divergent);
        int room = bound - kept.size();
        others.stream().skip(Math.max(0, others.size() - room)).forEach(kept::add);
        kept.sort(Comparator.comparing(SequenceResult::sequence));
        return kept.stream().map(SequenceSample::of).toList();
    }

    private void keep(Deque<SequenceResult> shelf, SequenceResult result) {
        shelf.addLast(result);
        if (shelf.size() > bound) {
            shelf.removeFirst();
        }
    }
}
