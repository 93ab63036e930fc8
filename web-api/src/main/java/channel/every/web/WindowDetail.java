package channel.every.web;

import channel.every.convergence.DivergenceCause;
import channel.every.convergence.SampleCopy;
import channel.every.convergence.SequenceResult;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the sources hold for one window.
 *
 * @param startUnixMs on the broadcast clock
 * @param sources those that are compared, also where they lack the window
 */
record WindowDetail(
        Label broadcast,
        long index,
        long startUnixMs,
        int cadenceMillis,
        List<Label> sources,
        List<Finding> renditions) {
    /**
     * @param verdict {@code same divergent missing pending edge}, or {@code none} where no source archived the window
     * @param words the verdict in a few words
     * @param cause of divergent ones
     * @param missing sources without a fragment of the window
     * @param copies the records of each source, of the init segment and the fragment
     */
    record Finding(
            Rendition rendition,
            String verdict,
            String words,
            @Nullable String cause,
            List<Label> missing,
            List<SampleCopy> copies) {}

    static WindowDetail of(
            Label broadcast,
            List<Label> sources,
            Map<Rendition, NavigableMap<Long, SequenceResult>> judged,
            int cadenceMillis,
            long index) {
        return new WindowDetail(
                broadcast,
                index,
                index * cadenceMillis,
                cadenceMillis,
                sources,
                judged.entrySet().stream()
                        .map(each ->
                                finding(each.getKey(), sources, each.getValue().get(index)))
                        .toList());
    }

    private static Finding finding(Rendition rendition, List<Label> sources, @Nullable SequenceResult result) {
        if (result == null) {
            return new Finding(rendition, "none", "archived by nobody", null, sources, List.of());
        }
        return new Finding(
                rendition,
                result.verdict().text(),
                result.verdict().words(),
                result.verdict().divergenceCause().map(DivergenceCause::text).orElse(null),
                WindowStrip.missing(sources, result),
                result.sightings().stream().map(SampleCopy::of).toList());
    }
}
