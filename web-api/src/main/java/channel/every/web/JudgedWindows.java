package channel.every.web;

import channel.every.archive.ArchiveRecord;
import channel.every.convergence.GroupResult;
import channel.every.convergence.SequenceResult;
import channel.every.convergence.SequenceVerdict;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Turns a proof's sequences into windows: a sequence is a fragment, and a window may have several. */
final class JudgedWindows {
    private JudgedWindows() {}

    /** By rendition, those of {@code renditions} first and in their order, and by chunk index. */
    static Map<Rendition, NavigableMap<Long, SequenceResult>> of(
            Label broadcast, List<Rendition> renditions, List<GroupResult> groups) {
        Map<Rendition, NavigableMap<Long, SequenceResult>> judged = new LinkedHashMap<>();
        renditions.forEach(each -> judged.put(each, new TreeMap<>()));
        for (GroupResult group : groups) {
            if (group.key().broadcast().equals(broadcast) && group.key().track().equals(ArchiveRecord.PROOF_TRACK)) {
                NavigableMap<Long, SequenceResult> windows =
                        judged.computeIfAbsent(group.key().rendition(), each -> new TreeMap<>());
                group.sequences()
                        .forEach(each -> windows.merge(each.sequence().chunkIndex(), each, JudgedWindows::worse));
            }
        }
        return judged;
    }

    private static SequenceResult worse(SequenceResult one, SequenceResult other) {
        return rank(other.verdict()) > rank(one.verdict()) ? other : one;
    }

    private static int rank(SequenceVerdict verdict) {
        return List.of("edge", "same", "pending", "missing", "divergent").indexOf(verdict.text());
    }
}
