package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.hash.Blake3Hash;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A report whose windows are found by their index and by their input. */
final class ReportedWindows {
    private final ProofReport report;
    private final TreeMap<ChunkIndex, ProofWindow> byIndex = new TreeMap<>();
    private final Map<Blake3Hash, ChunkIndex> bySource = new HashMap<>();
    private final Map<ChunkIndex, String> dropped = new HashMap<>();

    ReportedWindows(ProofReport report) {
        this.report = report;
        for (ProofWindow window : report.windows()) {
            if (byIndex.put(window.chunkIndex(), window) != null) {
                throw new IllegalArgumentException("publisher \"" + report.publisher() + "\" reports window "
                        + window.chunkIndex().value() + " twice");
            }
            bySource.put(window.sourceHash(), window.chunkIndex());
        }
        report.dropped().forEach(each -> dropped.put(each.chunkIndex(), each.reason()));
    }

    ProofReport report() {
        return report;
    }

    TreeMap<ChunkIndex, ProofWindow> byIndex() {
        return byIndex;
    }

    boolean isEmpty() {
        return byIndex.isEmpty();
    }

    @Nullable
    ProofWindow window(ChunkIndex index) {
        return byIndex.get(index);
    }

    /** The number that the window with this input has here, null if there is none. */
    @Nullable
    ChunkIndex numbered(Blake3Hash source) {
        return bySource.get(source);
    }

    @Nullable
    String dropReason(ChunkIndex index) {
        return dropped.get(index);
    }

    boolean meetsNowhere(ReportedWindows other) {
        return byIndex.keySet().stream().noneMatch(other.byIndex::containsKey);
    }

    /** Whether there are windows, and this lies before the first or after the last. */
    boolean edge(ChunkIndex index) {
        return !byIndex.isEmpty()
                && (index.compareTo(byIndex.firstKey()) < 0 || index.compareTo(byIndex.lastKey()) > 0);
    }
}
