package channel.every.convergence;

/**
 * A judged sequence with everything that is counted of it; the verdict names the worst only.
 *
 * @param agreeingNodes nodes that hold equal bytes of every kind, 0 if any bytes differ
 * @param missing sources that lack a hash they should have
 * @param unidentified records without a source node
 * @param untimed media records without timing
 */
record SequenceFindings(
        SequenceResult result,
        int agreeingNodes,
        boolean divergent,
        boolean selfDivergent,
        boolean timingConflict,
        int missing,
        int unidentified,
        int untimed) {
    static SequenceFindings unjudged(SequenceResult result) {
        return new SequenceFindings(result, 0, false, false, false, 0, 0, 0);
    }
}
