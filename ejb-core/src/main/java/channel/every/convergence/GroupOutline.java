package channel.every.convergence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A group by its outlines. Blocks that all nodes hold alike, and blocks that some nodes hold alike and others not at all, are judged by
 * their sums; the rest is in doubt and judged record by record.
 */
final class GroupOutline {
    private final ProofSpan span;
    private final int maxSamples;
    private final List<GroupParty> parties = new ArrayList<>();
    private final SortedSet<String> streamIds = new TreeSet<>();

    GroupOutline(ProofSpan span, int maxSamples) {
        this.span = span;
        this.maxSamples = maxSamples;
    }

    void add(GroupParty party, SortedSet<String> streams) {
        parties.add(party);
        streamIds.addAll(streams);
    }

    SortedSet<String> streamIds() {
        return streamIds;
    }

    SortedSet<String> nodes() {
        SortedSet<String> nodes = new TreeSet<>();
        parties.stream().map(GroupParty::sourceNode).filter(Objects::nonNull).forEach(nodes::add);
        return nodes;
    }

    /** From first to last sequence of each identified node. */
    Map<String, NodeRange> ranges() {
        Map<String, NodeRange> ranges = new TreeMap<>();
        for (GroupParty party : parties) {
            String node = party.sourceNode();
            if (node != null) {
                party.range().ifPresent(range -> ranges.merge(node, range, NodeRange::and));
            }
        }
        return ranges;
    }

    Set<String> initWriters() {
        Set<String> writers = new HashSet<>();
        for (GroupParty party : parties) {
            if (party.sourceNode() != null && party.writesInits()) {
                writers.add(party.sourceNode());
            }
        }
        return writers;
    }

    /** Counts what the sums decide, and returns the other blocks, newest first. */
    List<DoubtfulBlock> compare(GroupTally tally) {
        NodeSums sums = new NodeSums(parties, ranges(), span);
        List<DoubtfulBlock> doubtful = new ArrayList<>();
        int[] ends = parties.stream().mapToInt(GroupParty::size).toArray();
        int[] starts = new int[ends.length];
        long shown = 0;
        for (long block = highest(ends); block >= 0; block = highest(ends)) {
            find(block, ends, starts);
            sums.read(starts, ends);
            int sequences = sums.sequences();
            switch (sums.outcome()) {
                case DOUBTFUL -> doubtful.add(new DoubtfulBlock(block, starts.clone(), ends.clone()));
                case DUPLICATE -> {
                    tally.addDuplicates(sequences, sums.holders());
                    tally.addUntimed(sums.untimed());
                }
                case EDGE -> tally.addEdges(sequences);
                case MISSING -> {
                    // The newest are shown as samples, with their records.
                    if (shown < maxSamples) {
                        shown += sequences;
                        doubtful.add(new DoubtfulBlock(block, starts.clone(), ends.clone()));
                    } else {
                        tally.addMissing(sequences, sums.holders(), sums.lacking());
                        tally.addUntimed(sums.untimed());
                    }
                }
            }
            System.arraycopy(starts, 0, ends, 0, ends.length);
        }
        return doubtful;
    }

    List<GroupParty> parties() {
        return parties;
    }

    private long highest(int[] ends) {
        long highest = -1;
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] > 0) {
                highest = Math.max(highest, parties.get(i).block(ends[i] - 1));
            }
        }
        return highest;
    }

    /** For each party where the stretches of a block begin that end at {@code ends}. */
    private void find(long block, int[] ends, int[] starts) {
        for (int i = 0; i < starts.length; i++) {
            GroupParty party = parties.get(i);
            int at = ends[i];
            while (at > 0 && party.block(at - 1) == block) {
                at--;
            }
            starts[i] = at;
        }
    }

    /**
     * A block whose records have to be looked at.
     *
     * @param starts for each party the index of its first stretch
     * @param ends for each party the index after its last stretch
     */
    record DoubtfulBlock(long block, int[] starts, int[] ends) {}
}
