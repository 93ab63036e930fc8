package channel.every.archive.outline;

import channel.every.archive.ArchiveRecord;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one rendition by one source node.
 *
 * @param sourceNode null for records that do not say who made them
 */
public record Strand(
        Label broadcast,
        Rendition rendition,
        Label track,
        @Nullable String sourceNode) {
    static Strand of(ArchiveRecord record) {
        return new Strand(record.broadcast(), record.rendition(), record.track(), record.sourceNode());
    }
}
