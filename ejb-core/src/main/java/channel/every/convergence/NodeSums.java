package channel.every.convergence;

import channel.every.identity.GroupSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sums of all nodes for one block at a time, and what they decide. */
final class NodeSums {
    /** What the sums of a block say of all its sequences. */
    enum Outcome {
        /** All nodes that should hold them hold equal bytes. */
        DUPLICATE,
        /** The nodes that hold them hold equal bytes, and others hold none. */
        MISSING,
        /** Outside of what two nodes cover. */
        EDGE,
        /** Not the same of all its sequences, or nothing that sums could say. */
        DOUBTFUL
    }

    private final List<GroupParty> parties;
    private final ProofSpan span;
    private final List<NodeRange> ranges = new ArrayList<>();
    private final BlockSum[] sums;
    /** For each party the index of its node's sum, or -1 for a party without a name. */
    private final int[] nodes;

    private Outcome outcome = Outcome.DOUBTFUL;
    private int sequences;
    private int holders;
    private int lacking;
    private int untimed;

    NodeSums(List<GroupParty> parties, Map<String, NodeRange> ranges, ProofSpan span) {
        this.parties = parties;
        this.span = span;
        Map<String, Integer> indexes = new HashMap<>();
        ranges.forEach((node, range) -> {
            indexes.put(node, indexes.size());
            this.ranges.add(range);
        });
        sums = new BlockSum[indexes.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new BlockSum();
        }
        nodes = parties.stream()
                .mapToInt(party -> party.sourceNode() == null ? -1 : indexes.getOrDefault(party.sourceNode(), -1))
                .toArray();
    }

    /** @param starts for each party the index of its first stretch in the block @param ends the index after its last one */
    void read(int[] starts, int[] ends) {
        for (BlockSum sum : sums) {
            sum.clear();
        }
        boolean nameless = false;
        for (int i = 0; i < nodes.length; i++) {
            GroupParty party = parties.get(i);
            for (int at = starts[i]; at < ends[i]; at++) {
                if (nodes[i] < 0) {
                    nameless = true;
                } else {
                    sums[nodes[i]].add(party.table(), party.row(at));
                }
            }
        }
        outcome = nameless ? Outcome.DOUBTFUL : decide();
    }

    private Outcome decide() {
        BlockSum one = null;
        holders = 0;
        untimed = 0;
        for (BlockSum sum : sums) {
            if (!sum.isEmpty()) {
                if (!sum.isPlain() || one != null && !one.sameAs(sum)) {
                    return Outcome.DOUBTFUL;
                }
                one = sum;
                holders++;
                untimed += sum.untimed();
            }
        }
        return one == null ? Outcome.DOUBTFUL : expect(one);
    }

    /** Now that all who hold anything of the block hold the same. */
    private Outcome expect(BlockSum held) {
        sequences = held.sequences();
        int expected = 0;
        for (int node = 0; node < sums.length; node++) {
            Boolean wanted = expects(ranges.get(node), held);
            if (wanted == null) {
                return Outcome.DOUBTFUL;
            }
            expected += wanted ? 1 : 0;
        }
        lacking = expected - holders;
        if (expected < sums.length && expected < 2) {
            return Outcome.EDGE;
        }
        return lacking == 0 && holders > 1 ? Outcome.DUPLICATE : Outcome.MISSING;
    }

    /** Null if some of the sequences are expected of a node and some are not. */
    private @Nullable Boolean expects(NodeRange range, BlockSum held) {
        boolean first = range.expects(span, new GroupSequence(held.first()));
        boolean last = range.expects(span, new GroupSequence(held.last()));
        boolean around = held.first() < range.first().value()
                && held.last() > range.last().value();
        return first == last && !(around && !first) ? first : null;
    }

    Outcome outcome() {
        return outcome;
    }

    /** How many the block has. */
    int sequences() {
        return sequences;
    }

    /** Nodes that hold them. */
    int holders() {
        return holders;
    }

    /** Nodes that should hold them and do not. */
    int lacking() {
        return lacking;
    }

    /** Media records without timing. */
    int untimed() {
        return untimed;
    }
}
