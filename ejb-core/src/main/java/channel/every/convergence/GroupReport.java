package channel.every.convergence;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group in a report, fields as in formats.md.
 *
 * @param streamId the only or, before any source-scoped one, the first of the ids that the records name
 * @param duplicateSequences with equal bytes from two nodes or more, and different ones from nobody
 * @param duplicateSourceRecords further nodes that hold the bytes of those
 * @param missingHashes sources, counted per sequence, that lack a hash they should have
 * @param missingSourceIdentity records without a source node
 * @param mediaTimingMissing media records without timing; does not block the proof
 * @param edgeSequences where a span excuses sources
 * @param pendingSequences in live proofs
 * @param streamIds all ids, if the records name several
 * @param samples the newest sequences that are not proven, divergent ones first chosen
 */
public record GroupReport(
        @Nullable String streamId,
        Label broadcast,
        Rendition rendition,
        Label track,
        long observedSequences,
        long duplicateSequences,
        long divergentSequences,
        long sourceLocalDivergentSequences,
        long missingHashes,
        long missingSourceIdentity,
        long mediaSequenceConflicts,
        long mediaTimingMissing,
        CauseCounts causes,
        long duplicateSourceRecords,
        @Nullable Long edgeSequences,
        @Nullable Long pendingSequences,
        @Nullable List<String> streamIds,
        List<SequenceSample> samples) {}
