package channel.every.archive.scrub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a cycle came, and what it found; kept in a file between runs. */
final class ScrubState {
    /** When the cycle before began: newer records are new data. */
    public long newSinceUnixMs;

    public long begunUnixMs;

    /** Whether the indexes were gone through in this cycle. */
    public boolean indexesDone;

    /** The last object that was read. */
    public @Nullable String after;

    public long checked;
    public long checkedBytes;
    public long bad;
    public long flaky;
    public long missing;
    public long repaired;
    public List<String> lost = new ArrayList<>();

    /** Hashes are spread evenly: the first byte of the last one read says how much of the objects that was. */
    private double share() {
        return after == null ? 0 : Integer.parseInt(after.substring(0, 2), 16) / 256.0;
    }

    ScrubReport report(boolean complete) {
        return new ScrubReport(
                complete, complete ? 1 : share(), checked, checkedBytes, bad, flaky, missing, repaired, lost);
    }
}
