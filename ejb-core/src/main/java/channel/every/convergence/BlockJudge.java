package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordView;
import channel.every.archive.file.OutlinedTrack;
import channel.every.archive.outline.BlockTable;
import channel.every.convergence.GroupOutline.DoubtfulBlock;
import channel.every.identity.GroupSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges blocks of a group sequence by sequence, reading them again; one thread's part of it. What all nodes hold alike is seen from the
 * bytes of the lines, and only the rest is made records of.
 */
final class BlockJudge {
    private static final Comparator<Found> ORDER =
            Comparator.comparingInt(Found::source).thenComparingLong(Found::offset);

    private final ProofSpan span;
    private final GroupKey key;
    private final List<String> nodes;
    private final List<NodeRange> ranges;
    private final SequenceJudge judge;
    private final List<Reading> readings = new ArrayList<>();
    private final GroupTally tally;
    private final BlockRows rows = new BlockRows();
    private long block;

    /** @param byNode from first to last sequence of each node @param initWriters nodes that archive init segments at all */
    BlockJudge(
            GroupKey key,
            List<GroupParty> parties,
            Map<String, NodeRange> byNode,
            Set<String> initWriters,
            ProofSpan span,
            GroupTally tally) {
        this.span = span;
        this.key = key;
        this.tally = tally;
        nodes = List.copyOf(byNode.keySet());
        ranges = List.copyOf(byNode.values());
        judge = new SequenceJudge(initWriters);
        for (GroupParty party : parties) {
            readings.add(new Reading(readings.size(), party));
        }
    }

    void judge(DoubtfulBlock doubtful) throws IOException {
        rows.clear();
        block = doubtful.block();
        for (int i = 0; i < readings.size(); i++) {
            readings.get(i).read(doubtful.starts()[i], doubtful.ends()[i]);
        }
        rows.sort();
        int start = 0;
        for (int end = 1; end <= rows.size(); end++) {
            if (end == rows.size() || rows.sequence(rows.row(start)) != rows.sequence(rows.row(end))) {
                sequence(start, end);
                start = end;
            }
        }
    }

    /** Judges the sequence whose rows stand in these places. */
    private void sequence(int start, int end) throws IOException {
        GroupSequence sequence = new GroupSequence(rows.sequence(rows.row(start)));
        BitSet expected = new BitSet(ranges.size());
        for (int node = 0; node < ranges.size(); node++) {
            expected.set(node, ranges.get(node).expects(span, sequence));
        }
        int count = expected.cardinality();
        if (count < ranges.size() && count < 2) {
            tally.addEdges(1);
        } else if (count > 1 && duplicate(start, end, expected)) {
            tally.addDuplicates(1, count);
        } else {
            Set<String> names = expected.stream().mapToObj(nodes::get).collect(Collectors.toCollection(TreeSet::new));
            tally.add(judge.judge(sequence, sightings(start, end), names));
        }
    }

    /** Whether the nodes hold the same media, one record each, and one and the same init segment, if any does. */
    private boolean duplicate(int start, int end, BitSet expected) {
        BitSet medias = new BitSet(ranges.size());
        BitSet inits = new BitSet(ranges.size());
        int media = -1;
        int init = -1;
        for (int place = start; place < end; place++) {
            int row = rows.row(place);
            boolean isMedia = rows.isMedia(row);
            int before = isMedia ? media : init;
            BitSet holders = isMedia ? medias : inits;
            int node = readings.get(rows.party(row)).node;
            if (node < 0 || holders.get(node) || before >= 0 && !rows.same(before, row)) {
                return false;
            }
            holders.set(node);
            media = isMedia ? row : media;
            init = isMedia ? init : row;
        }
        return medias.equals(expected) && (init < 0 || inits.equals(expected));
    }

    private List<Sighting> sightings(int start, int end) throws IOException {
        List<Found> found = new ArrayList<>();
        for (int place = start; place < end; place++) {
            int row = rows.row(place);
            found.add(readings.get(rows.party(row)).find(rows.offset(row), rows.end(row)));
        }
        return found.stream().sorted(ORDER).map(Found::sighting).toList();
    }

    /** A record, and where it stands among the sources. */
    private record Found(int source, long offset, Sighting sighting) {}

    /** A party's index, opened for reading when the first block of it is in doubt. */
    private final class Reading {
        private final int index;
        private final GroupParty party;
        private final int node;
        private OutlinedTrack.@Nullable Stretches stretches;
        private long from;
        private boolean finding;
        private @Nullable ArchiveRecord found;
        private @Nullable ArchiveRecord lastOurs;

        private Reading(int index, GroupParty party) {
            this.index = index;
            this.party = party;
            node = party.sourceNode() == null ? -1 : nodes.indexOf(party.sourceNode());
        }

        void read(int start, int end) throws IOException {
            finding = false;
            for (int i = start; i < end; i++) {
                int row = party.row(i);
                from = party.table().from(row);
                stretches().read(from, party.table().to(row));
            }
        }

        Found find(long offset, long end) throws IOException {
            finding = true;
            found = null;
            stretches().read(offset, end);
            if (found == null) {
                throw new IOException("the index of source " + party.source() + " has changed while it was read");
            }
            return new Found(party.sourceOrder(), offset, new Sighting(party.source(), found));
        }

        private OutlinedTrack.Stretches stretches() {
            OutlinedTrack.Stretches opened = stretches;
            if (opened == null) {
                opened = party.track().stretches(this::see);
                stretches = opened;
            }
            return opened;
        }

        private void see(RecordView record) {
            if (finding) {
                found = record.record();
            } else if (record.groupSequence() / GroupSequence.STRIDE / BlockTable.CHUNKS == block
                    && ours(record.like())) {
                rows.add(index, record, from);
            }
        }

        private boolean ours(ArchiveRecord like) {
            return like == lastOurs || known(like);
        }

        private boolean known(ArchiveRecord like) {
            boolean ours = Objects.equals(like.sourceNode(), party.sourceNode())
                    && GroupKey.of(like).equals(key);
            lastOurs = ours ? like : lastOurs;
            return ours;
        }
    }
}
