package channel.every.convergence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Counts the findings of one group. */
final class GroupTally {
    private final GroupKey key;
    private final SampleShelf samples;
    private final Map<DivergenceCause, Long> causes = new EnumMap<>(DivergenceCause.class);
    private long observed;
    private long duplicate;
    private long duplicateSources;
    private long divergent;
    private long selfDivergent;
    private long missing;
    private long unidentified;
    private long conflicts;
    private long untimed;
    private long edge;
    private long pending;

    GroupTally(GroupKey key, int maxSamples) {
        this.key = key;
        samples = new SampleShelf(maxSamples);
    }

    void add(SequenceFindings findings) {
        switch (findings.result().verdict()) {
            case SequenceVerdict.Edge() -> edge++;
            case SequenceVerdict.Pending() -> pending++;
            case SequenceVerdict judged -> count(judged, findings);
        }
    }

    /** Counts sequences of which all that should hold them hold equal bytes, as many as {@code nodes}. */
    void addDuplicates(long sequences, int nodes) {
        observed += sequences;
        duplicate += sequences;
        duplicateSources += sequences * (nodes - 1);
    }

    /** Counts sequences that {@code lacking} nodes should hold too, or that have no second source. */
    void addMissing(long sequences, int nodes, int lacking) {
        observed += sequences;
        duplicate += nodes > 1 ? sequences : 0;
        duplicateSources += nodes > 1 ? sequences * (nodes - 1) : 0;
        missing += sequences * Math.max(1, lacking);
    }

    void addEdges(long sequences) {
        edge += sequences;
    }

    void addUntimed(long records) {
        untimed += records;
    }

    /** Adds what was counted of other sequences of the group. */
    void addAll(GroupTally other) {
        other.causes.forEach((cause, count) -> causes.merge(cause, count, Long::sum));
        observed += other.observed;
        duplicate += other.duplicate;
        duplicateSources += other.duplicateSources;
        divergent += other.divergent;
        selfDivergent += other.selfDivergent;
        missing += other.missing;
        unidentified += other.unidentified;
        conflicts += other.conflicts;
        untimed += other.untimed;
        edge += other.edge;
        pending += other.pending;
        samples.offerAll(other.samples);
    }

    private void count(SequenceVerdict verdict, SequenceFindings findings) {
        observed++;
        if (findings.agreeingNodes() > 1 && !findings.timingConflict()) {
            duplicate++;
            duplicateSources += findings.agreeingNodes() - 1;
        }
        divergent += findings.divergent() ? 1 : 0;
        selfDivergent += findings.selfDivergent() ? 1 : 0;
        conflicts += findings.timingConflict() ? 1 : 0;
        missing += findings.missing();
        unidentified += findings.unidentified();
        untimed += findings.untimed();
        verdict.divergenceCause().ifPresent(cause -> causes.merge(cause, 1L, Long::sum));
        samples.offer(findings.result());
    }

    /** What keeps this group from being proven, a sentence each. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (observed == 0) {
            reasons.add(key + ": no sequence to compare" + (pending > 0 ? ", " + pending + " pending" : ""));
        }
        reason(reasons, divergent, "sequences have different bytes" + causeWords());
        reason(reasons, selfDivergent, "sequences have two objects of one source");
        reason(reasons, conflicts, "sequences lie on different moments at different sources");
        reason(reasons, missing, "hashes are missing");
        reason(reasons, unidentified, "records have no source_node");
        return reasons;
    }

    GroupReport report(ProofSpan span, SortedSet<String> streamIds) {
        boolean live = span instanceof ProofSpan.Live;
        boolean excusing = !(span instanceof ProofSpan.Strict);
        return new GroupReport(
                streamIds.isEmpty() ? null : streamIds.first(),
                key.broadcast(),
                key.rendition(),
                key.track(),
                observed,
                duplicate,
                divergent,
                selfDivergent,
                missing,
                unidentified,
                conflicts,
                untimed,
                CauseCounts.of(causes),
                duplicateSources,
                applicable(excusing, edge),
                applicable(live, pending),
                streamIds.size() > 1 ? List.copyOf(streamIds) : null,
                samples.samples());
    }

    private String causeWords() {
        List<String> words = new ArrayList<>();
        causes.forEach((cause, count) -> words.add(cause.text() + ' ' + count));
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ')';
    }

    private void reason(List<String> reasons, long count, String what) {
        if (count > 0) {
            reasons.add(key + ": " + count + ' ' + what);
        }
    }

    private static @Nullable Long applicable(boolean applies, long count) {
        return applies ? count : null;
    }
}
