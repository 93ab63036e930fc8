package channel.every.convergence;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.identity.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what named archives hold, sequence by sequence, and says whether they prove each other. Sources count by the
 * source node in their records: copies of one node's records under two names prove nothing (ECP-0156). Add records in any
 * order, then ask.
 */
public final class ConvergenceProof {
    /** Samples of sequences that are not proven, per group. */
    public static final int DEFAULT_SAMPLES = 16;

    private final ProofSpan span;
    private final int maxSamples;
    private final Map<Label, SourceTally> sources = new LinkedHashMap<>();
    private final Map<GroupKey, GroupRecords> groups = new TreeMap<>();

    /** @param sources names of all archives that should take part, those without a record too */
    public ConvergenceProof(ProofSpan span, int maxSamples, List<Label> sources) {
        if (maxSamples < 0) {
            throw new IllegalArgumentException("samples cannot be negative: " + maxSamples);
        }
        this.span = span;
        this.maxSamples = maxSamples;
        sources.forEach(name -> this.sources.put(name, new SourceTally(name)));
    }

    /** @param source one of the names given at first */
    public void add(Label source, ArchiveRecord record) {
        SourceTally tally = tally(source);
        if (span.covers(record.receivedUnixMs())) {
            tally.add(record);
        }
        groups.computeIfAbsent(GroupKey.of(record), key -> new GroupRecords(span))
                .add(new Sighting(source, record));
    }

    /** Adds all records of a track, counting the lines that are none. */
    public void read(Label source, ArchiveIndex index, Label broadcast, Label track) throws IOException {
        SourceTally tally = tally(source);
        index.read(broadcast, track, line -> {
            switch (line) {
                case IndexLine.Valid valid -> add(source, valid.record());
                case IndexLine.Malformed malformed -> tally.addInvalid();
                case IndexLine.Torn torn -> tally.addTorn();
            }
        });
    }

    public ConvergenceReport report() {
        List<GroupReport> reports = new ArrayList<>();
        ProofReasons reasons = new ProofReasons(sources.values());
        groupsInSpan().forEach((key, records) -> {
            GroupTally tally = new GroupTally(key, maxSamples);
            records.judge(tally::add);
            reports.add(tally.report(span, records.streamIds()));
            reasons.add(key, tally, records.nodes(), records.streamIds());
        });
        return ConvergenceReport.of(
                reasons.sentences(),
                sources.values().stream().map(SourceTally::report).toList(),
                reports);
    }

    /** Every sequence that the span looks at with its verdict, for those who show them one by one. */
    public List<GroupResult> sequences() {
        List<GroupResult> results = new ArrayList<>();
        groupsInSpan().forEach((key, records) -> {
            List<SequenceResult> sequences = new ArrayList<>();
            records.judge(findings -> sequences.add(findings.result()));
            results.add(new GroupResult(key, sequences));
        });
        return results;
    }

    private Map<GroupKey, GroupRecords> groupsInSpan() {
        Map<GroupKey, GroupRecords> looked = new TreeMap<>(groups);
        looked.values().removeIf(records -> !records.inSpan());
        return looked;
    }

    private SourceTally tally(Label source) {
        SourceTally tally = sources.get(source);
        if (tally == null) {
            throw new IllegalArgumentException("no such source in this proof: " + source);
        }
        return tally;
    }
}
