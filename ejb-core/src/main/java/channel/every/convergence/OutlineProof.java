package channel.every.convergence;

import channel.every.archive.file.OutlinedTrack;
import channel.every.archive.outline.BlockTable;
import channel.every.archive.outline.Strand;
import channel.every.convergence.GroupOutline.DoubtfulBlock;
import channel.every.identity.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The same proof as {@link ConvergenceProof} over whole archives, from their outlines: what the sums decide costs no look at a record.
 * Add tracks, then ask.
 */
final class OutlineProof {
    /** Some milliseconds of work for one thread. */
    private static final int BLOCKS_AT_ONCE = 128;

    private final ProofSpan span;
    private final int maxSamples;
    private final Executor executor;
    private final Map<Label, SourceTally> sources = new LinkedHashMap<>();
    private final Map<GroupKey, GroupOutline> groups = new TreeMap<>();

    /** @param sources names of all archives that should take part, those without a record too */
    OutlineProof(ProofSpan span, int maxSamples, List<Label> sources, Executor executor) {
        if (span instanceof ProofSpan.Live) {
            throw new IllegalArgumentException("outlines do not know the times that a live proof asks for");
        }
        if (maxSamples < 0) {
            throw new IllegalArgumentException("samples cannot be negative: " + maxSamples);
        }
        this.span = span;
        this.maxSamples = maxSamples;
        this.executor = executor;
        sources.forEach(name -> this.sources.put(name, new SourceTally(name)));
    }

    /** @param track stays open until the report is made */
    void add(Label source, OutlinedTrack track) {
        SourceTally tally = sources.get(source);
        if (tally == null) {
            throw new IllegalArgumentException("no such source in this proof: " + source);
        }
        int sourceOrder = List.copyOf(sources.keySet()).indexOf(source);
        tally.add(track.outline());
        List<Strand> strands = track.outline().strands();
        int[][] rows = rows(track.outline().blocks(), strands.size());
        for (int code = 0; code < strands.size(); code++) {
            Strand strand = strands.get(code);
            groups.computeIfAbsent(
                            new GroupKey(strand.broadcast(), strand.rendition(), strand.track()),
                            key -> new GroupOutline(span, maxSamples))
                    .add(
                            new GroupParty(sourceOrder, source, strand.sourceNode(), track, rows[code]),
                            track.outline().streamIds(code));
        }
    }

    ConvergenceReport report() throws IOException {
        List<GroupReport> reports = new ArrayList<>();
        ProofReasons reasons = new ProofReasons(sources.values());
        for (Map.Entry<GroupKey, GroupOutline> each : groups.entrySet()) {
            GroupKey key = each.getKey();
            GroupOutline group = each.getValue();
            GroupTally tally = new GroupTally(key, maxSamples);
            List<DoubtfulBlock> doubtful = group.compare(tally);
            judge(key, group, doubtful, tally);
            reports.add(tally.report(span, group.streamIds()));
            reasons.add(key, tally, group.nodes(), group.streamIds());
        }
        return ConvergenceReport.of(
                reasons.sentences(),
                sources.values().stream().map(SourceTally::report).toList(),
                reports);
    }

    private void judge(GroupKey key, GroupOutline group, List<DoubtfulBlock> doubtful, GroupTally tally)
            throws IOException {
        Map<String, NodeRange> ranges = group.ranges();
        Set<String> initWriters = group.initWriters();
        List<CompletableFuture<GroupTally>> parts = new ArrayList<>();
        for (int from = 0; from < doubtful.size(); from += BLOCKS_AT_ONCE) {
            List<DoubtfulBlock> part = doubtful.subList(from, Math.min(doubtful.size(), from + BLOCKS_AT_ONCE));
            GroupTally counts = new GroupTally(key, maxSamples);
            BlockJudge judge = new BlockJudge(key, group.parties(), ranges, initWriters, span, counts);
            parts.add(CompletableFuture.supplyAsync(() -> judged(judge, part, counts), executor));
        }
        for (CompletableFuture<GroupTally> part : parts) {
            tally.addAll(Joining.of(part));
        }
    }

    private static GroupTally judged(BlockJudge judge, List<DoubtfulBlock> blocks, GroupTally counts) {
        try {
            for (DoubtfulBlock block : blocks) {
                judge.judge(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }

    /** The table's rows of each strand. */
    private static int[][] rows(BlockTable table, int strands) {
        int[] counts = new int[strands];
        for (int row = 0; row < table.size(); row++) {
            counts[table.strand(row)]++;
        }
        int[][] rows = Arrays.stream(counts).mapToObj(count -> new int[count]).toArray(int[][]::new);
        for (int row = table.size() - 1; row >= 0; row--) {
            int strand = table.strand(row);
            rows[strand][--counts[strand]] = row;
        }
        return rows;
    }
}
