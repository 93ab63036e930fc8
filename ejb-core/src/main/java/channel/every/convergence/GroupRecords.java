package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.identity.GroupSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The records of one group, and its sequences judged one by one. */
final class GroupRecords {
    private static final Comparator<Sighting> ORDER =
            Comparator.comparingLong(each -> each.record().groupSequence().value());

    private final ProofSpan span;
    private final List<Sighting> sightings = new ArrayList<>();

    GroupRecords(ProofSpan span) {
        this.span = span;
    }

    void add(Sighting sighting) {
        sightings.add(sighting);
    }

    /** Whether the span looks at any of them. */
    boolean inSpan() {
        return sightings.stream().anyMatch(each -> span.covers(each.record().receivedUnixMs()));
    }

    SortedSet<String> streamIds() {
        TreeSet<String> ids = new TreeSet<>();
        for (Sighting each : sightings) {
            if (each.record().streamId() != null) {
                ids.add(each.record().streamId());
            }
        }
        return ids;
    }

    /** Who takes part within the span. */
    SortedSet<String> nodes() {
        TreeSet<String> nodes = new TreeSet<>();
        for (Sighting each : sightings) {
            if (each.identified() && span.covers(each.record().receivedUnixMs())) {
                nodes.add(each.party());
            }
        }
        return nodes;
    }

    /** Shows the sequences that the span looks at, in their order. */
    void judge(Consumer<SequenceFindings> findings) {
        // Archives are written nearly in order, so that sorting is merging.
        sightings.sort(ORDER);
        Map<String, NodeRange> ranges = new TreeMap<>();
        Set<String> initWriters = new HashSet<>();
        sweep(sequence -> {
            for (Sighting each : sequence) {
                if (each.identified()) {
                    ranges.merge(each.party(), NodeRange.at(each.record().groupSequence()), NodeRange::and);
                    if (each.record().kind() == ObjectKind.INIT) {
                        initWriters.add(each.party());
                    }
                }
            }
        });
        SequenceJudge judge = new SequenceJudge(initWriters);
        sweep(sequence -> findings.accept(findings(List.copyOf(sequence), ranges, judge)));
    }

    private SequenceFindings findings(List<Sighting> sightings, Map<String, NodeRange> ranges, SequenceJudge judge) {
        GroupSequence sequence = sightings.getFirst().record().groupSequence();
        if (span instanceof ProofSpan.Live live && live.isPending(firstReceived(sightings))) {
            return SequenceFindings.unjudged(new SequenceResult(sequence, new SequenceVerdict.Pending(), sightings));
        }
        Set<String> expected = new TreeSet<>();
        ranges.forEach((node, range) -> {
            if (range.expects(span, sequence)) {
                expected.add(node);
            }
        });
        boolean excused = expected.size() < ranges.size();
        if (excused && expected.size() < 2) {
            return SequenceFindings.unjudged(new SequenceResult(sequence, new SequenceVerdict.Edge(), sightings));
        }
        return judge.judge(sequence, sightings, expected);
    }

    private void sweep(Consumer<List<Sighting>> sequences) {
        int start = 0;
        for (int end = 1; end <= sightings.size(); end++) {
            if (end == sightings.size() || ORDER.compare(sightings.get(start), sightings.get(end)) != 0) {
                List<Sighting> sequence = sightings.subList(start, end);
                if (span.covers(firstReceived(sequence))) {
                    sequences.accept(sequence);
                }
                start = end;
            }
        }
    }

    private static long firstReceived(List<Sighting> sequence) {
        return sequence.stream()
                .map(Sighting::record)
                .mapToLong(ArchiveRecord::receivedUnixMs)
                .min()
                .orElseThrow();
    }
}
