package channel.every.archive.retention;

import java.util.List;

/**
 * What a pass took away.
 *
 * @param needed expired objects that stay because an unexpired record of some index names them
 * @param putLately expired objects that stay for now because somebody has just put them
 */
public record RetentionReport(long pruned, long prunedBytes, long needed, long putLately, List<Horizon> horizons) {
    public RetentionReport {
        horizons = List.copyOf(horizons);
    }

    /** @param expiredBeforeUnixMs records received earlier have expired, unless pinned */
    public record Horizon(String broadcast, long expiredBeforeUnixMs) {}
}
