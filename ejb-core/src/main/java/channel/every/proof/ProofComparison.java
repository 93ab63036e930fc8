package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether publishers that worked apart from each other made the same bytes.
 *
 * @param ok at least two publishers, at least one window, and no difference
 * @param comparedWindows windows that were looked at, over all publishers
 * @param firstWindow that was looked at, null if none was
 * @param lastWindow that was looked at, null if none was
 * @param equalWindows those that every publisher has with equal source, init and media
 * @param edgeWindows not looked at: before a publisher's first window or after its last, when only the overlap counts
 * @param differingTotal number of differences found
 * @param causes how many differences have which cause
 * @param differences the first {@value #LISTED} of them
 */
public record ProofComparison(
        boolean ok,
        List<Label> publishers,
        int comparedWindows,
        @Nullable ChunkIndex firstWindow,
        @Nullable ChunkIndex lastWindow,
        int equalWindows,
        List<ChunkIndex> edgeWindows,
        int differingTotal,
        Map<ProofCause, Integer> causes,
        List<ProofDifference> differences) {
    /** Differences that are listed: two fully different days would be half a million. */
    public static final int LISTED = 1000;

    public ProofComparison {
        publishers = List.copyOf(publishers);
        edgeWindows = List.copyOf(edgeWindows);
        causes = Collections.unmodifiableMap(new TreeMap<>(causes));
        differences = List.copyOf(differences);
    }

    /**
     * Compares reports window by window, each publisher against the first that has the window.
     *
     * @param overlap whether windows before a publisher's first or after its last one are left out instead of missing
     * @throws IllegalArgumentException if there are fewer than two reports, or two of one publisher
     */
    public static ProofComparison of(List<ProofReport> reports, boolean overlap) {
        return new ReportComparison(reports).compare(overlap);
    }

    /** {@code proven} or {@code unproven}. */
    public String status() {
        return ok ? "proven" : "unproven";
    }
}
