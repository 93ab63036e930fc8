package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.outline.Strand;
import channel.every.archive.outline.TrackOutline;
import channel.every.identity.Label;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Counts what was found in one named archive. */
final class SourceTally {
    private final Label name;
    private final TreeSet<String> nodes = new TreeSet<>();
    private long records;
    private long invalid;
    private long torn;
    private long unsynced;

    SourceTally(Label name) {
        this.name = name;
    }

    void add(ArchiveRecord record) {
        records++;
        unsynced += record.synced() ? 0 : 1;
        if (record.sourceNode() != null) {
            nodes.add(record.sourceNode());
        }
    }

    void add(TrackOutline outline) {
        records += outline.records();
        unsynced += outline.unsynced();
        invalid += outline.malformed();
        torn += outline.torn();
        outline.strands().stream()
                .map(Strand::sourceNode)
                .filter(Objects::nonNull)
                .forEach(nodes::add);
    }

    void addInvalid() {
        invalid++;
    }

    void addTorn() {
        torn++;
    }

    TreeSet<String> nodes() {
        return nodes;
    }

    SourceReport report() {
        return new SourceReport(name, records, invalid, torn, unsynced, List.copyOf(nodes));
    }
}
