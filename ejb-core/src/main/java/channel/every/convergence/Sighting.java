package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.identity.Label;

/**
 * A record and where it was found.
 *
 * @param source the name of the archive, which says nothing about who made the record
 */
public record Sighting(Label source, ArchiveRecord record) {
    /** Who made the record: its source node, or a stand-in that is nobody's corroboration. */
    String party() {
        String node = record.sourceNode();
        return node == null ? "someone in " + source : node;
    }

    boolean identified() {
        return record.sourceNode() != null;
    }
}
