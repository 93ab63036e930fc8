package channel.every.convergence;

import channel.every.identity.GroupSequence;

/** From the first to the last sequence of a node. */
record NodeRange(GroupSequence first, GroupSequence last) {
    static NodeRange at(GroupSequence sequence) {
        return new NodeRange(sequence, sequence);
    }

    NodeRange and(NodeRange other) {
        return new NodeRange(
                first.compareTo(other.first) <= 0 ? first : other.first,
                last.compareTo(other.last) >= 0 ? last : other.last);
    }

    /** Whether a span holds it against the node if it has nothing for a sequence. */
    boolean expects(ProofSpan span, GroupSequence sequence) {
        return switch (span) {
            case ProofSpan.Strict() -> true;
            case ProofSpan.Overlap() -> first.compareTo(sequence) <= 0 && last.compareTo(sequence) >= 0;
            case ProofSpan.Live live -> first.compareTo(sequence) <= 0;
        };
    }
}
