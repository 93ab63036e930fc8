package channel.every.node;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One receiver of a broadcast: its tuner, its clock and what it archived since the node's start.
 *
 * @param name as configured
 * @param sourceNode the identity that its records carry
 * @param sourceSession new for each start
 * @param program what it receives, and whether windows can be made of it
 * @param streamId null until anything of the stream is known
 * @param scope whether {@code streamId} is shared with every receiver of the broadcast
 * @param lastChunkIndex of the newest archived window, null before the first
 * @param lagMillis from the end of the newest archived window on the broadcast clock to its record's sync, in milliseconds
 * @param windowsArchived windows of which every rendition is archived
 * @param windowsDropped windows that were cut or due and not archived
 * @param lastDropReason one line a person can act on
 * @param encodeCpuMillis CPU time of the encoder for the newest window, in milliseconds
 */
public record PublisherStatus(
        Label name,
        Label sourceNode,
        Label sourceSession,
        TunerStatus tuner,
        ClockStatus clock,
        ProgramStatus program,
        @Nullable String streamId,
        Scope scope,
        @Nullable ChunkIndex lastChunkIndex,
        @Nullable Long lagMillis,
        long windowsArchived,
        long windowsDropped,
        @Nullable String lastDropReason,
        @Nullable Long encodeCpuMillis) {
    /** How far a stream id reaches (ECP-0004). */
    public enum Scope {
        SOURCE,
        BROADCAST;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
