package channel.every.convergence;

import channel.every.identity.GroupSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Keeps the newest of the sequences that are not proven; what is missing never crowds out what is divergent. */
final class SampleShelf {
    private final int bound;
    private final TreeMap<GroupSequence, SequenceResult> divergent = new TreeMap<>();
    private final TreeMap<GroupSequence, SequenceResult> others = new TreeMap<>();

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

    void offerAll(SampleShelf shelf) {
        shelf.divergent.values().forEach(each -> keep(divergent, each));
        shelf.others.values().forEach(each -> keep(others, each));
    }

    List<SequenceSample> samples() {
        List<SequenceResult> kept = new ArrayList<>(divergent.values());
        int room = bound - kept.size();
        others.descendingMap().values().stream().limit(room).forEach(kept::add);
        kept.sort(Comparator.comparing(SequenceResult::sequence));
        return kept.stream().map(SequenceSample::of).toList();
    }

    private void keep(TreeMap<GroupSequence, SequenceResult> shelf, SequenceResult result) {
        shelf.put(result.sequence(), result);
        if (shelf.size() > bound) {
            shelf.pollFirstEntry();
        }
    }
}
