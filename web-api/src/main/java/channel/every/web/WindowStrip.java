package channel.every.web;

import channel.every.archive.ObjectKind;
import channel.every.convergence.DivergenceCause;
import channel.every.convergence.SequenceResult;
import channel.every.convergence.SequenceVerdict;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the last minutes without a gap, by rendition: what the page paints as cells.
 *
 * @param sources the names of those that are compared, in the order of their lanes
 * @param renditions each with one entry for every window of {@code firstIndex} to {@code lastIndex}
 */
record WindowStrip(
        Label broadcast,
        long nowUnixMs,
        int cadenceMillis,
        @Nullable Long firstIndex,
        @Nullable Long lastIndex,
        List<Label> sources,
        List<Row> renditions) {
    /**
     * A window is archived this many cadences after its predecessor at the latest while anybody receives; only after that does the
     * strip go on without records.
     */
    private static final int SILENCE = 3;

    record Row(Rendition rendition, List<Cell> windows) {}

    /**
     * @param verdict {@link SequenceVerdict#text}, or {@code none} where no source archived the window
     * @param cause of divergent ones
     * @param missing sources without a fragment of the window, null if every source has one
     */
    record Cell(
            long index,
            String verdict,
            @Nullable String cause,
            @Nullable List<Label> missing) {}

    /**
     * @param judged verdicts by rendition and chunk index; of a window of several fragments the worst one
     * @param windows how many to show at most
     */
    static WindowStrip of(
            Label broadcast,
            List<Label> sources,
            Map<Rendition, NavigableMap<Long, SequenceResult>> judged,
            int cadenceMillis,
            int windows,
            long nowUnixMs) {
        long newest = -1;
        long oldest = Long.MAX_VALUE;
        long newestReceivedUnixMs = 0;
        for (NavigableMap<Long, SequenceResult> results : judged.values()) {
            if (!results.isEmpty()) {
                oldest = Math.min(oldest, results.firstKey());
                newest = Math.max(newest, results.lastKey());
                newestReceivedUnixMs = Math.max(
                        newestReceivedUnixMs, received(results.lastEntry().getValue()));
            }
        }
        if (newest < 0) {
            return new WindowStrip(
                    broadcast,
                    nowUnixMs,
                    cadenceMillis,
                    null,
                    null,
                    sources,
                    judged.keySet().stream()
                            .map(each -> new Row(each, List.of()))
                            .toList());
        }
        long silent = (nowUnixMs - newestReceivedUnixMs) / cadenceMillis;
        long last = silent > SILENCE ? newest + silent : newest;
        long first = Math.max(oldest, last - windows + 1);
        List<Row> rows = new ArrayList<>();
        judged.forEach((rendition, results) -> rows.add(new Row(rendition, cells(first, last, sources, results))));
        return new WindowStrip(broadcast, nowUnixMs, cadenceMillis, first, last, sources, rows);
    }

    private static List<Cell> cells(
            long first, long last, List<Label> sources, NavigableMap<Long, SequenceResult> results) {
        List<Cell> cells = new ArrayList<>();
        for (long index = first; index <= last; index++) {
            SequenceResult result = results.get(index);
            cells.add(result == null ? new Cell(index, "none", null, null) : cell(index, sources, result));
        }
        return cells;
    }

    private static Cell cell(long index, List<Label> sources, SequenceResult result) {
        SequenceVerdict verdict = result.verdict();
        List<Label> missing = missing(sources, result);
        return new Cell(
                index,
                verdict.text(),
                verdict.divergenceCause().map(DivergenceCause::text).orElse(null),
                missing.isEmpty() ? null : missing);
    }

    /** Sources that archived no fragment of the window. */
    static List<Label> missing(List<Label> sources, SequenceResult result) {
        Set<Label> holders = result.sightings().stream()
                .filter(each -> each.record().kind() == ObjectKind.MEDIA
                        && each.record().hash() != null)
                .map(each -> each.source())
                .collect(Collectors.toSet());
        return sources.stream().filter(each -> !holders.contains(each)).toList();
    }

    private static long received(SequenceResult result) {
        return result.sightings().stream()
                .mapToLong(each -> each.record().receivedUnixMs())
                .max()
                .orElse(0);
    }
}
