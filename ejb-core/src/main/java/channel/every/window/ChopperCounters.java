package channel.every.window;

import channel.every.clock.SyncState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a chopper has done so far, for metrics and the node's page.
 *
 * @param windowsClosed given out, eligible or not
 * @param windowsStanding of these, by whether they must be equal everywhere; every standing present
 * @param windowsDropped by reason, every reason present
 * @param bytes fed
 * @param packets found
 * @param skippedBytes outside of packets, while synchronisation was lost
 * @param malformedSections tables with a wrong length, CRC or field
 * @param heldBytes of media in memory now
 * @param epoch of the clock
 * @param broadcastTime the broadcaster's clock at the newest PCR, null while unsynced
 */
public record ChopperCounters(
        long windowsClosed,
        Map<ProofStanding, Long> windowsStanding,
        Map<DropReason, Long> windowsDropped,
        long bytes,
        long packets,
        long skippedBytes,
        long malformedSections,
        long heldBytes,
        int epoch,
        SyncState clock,
        @Nullable Instant broadcastTime) {
    public ChopperCounters {
        windowsStanding = Map.copyOf(windowsStanding);
        windowsDropped = Map.copyOf(windowsDropped);
    }
}
