package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.Comparator;

/**
 * What sources are compared on: the logical channel by its name in the archive, not by stream id, since publishers of one
 * channel may differ in theirs (ECP-0156) as long as one of them has not learnt the broadcast's identity yet.
 */
public record GroupKey(Label broadcast, Rendition rendition, Label track) implements Comparable<GroupKey> {
    private static final Comparator<GroupKey> ORDER = Comparator.comparing(
                    (GroupKey key) -> key.broadcast().value())
            .thenComparing(key -> key.rendition().name().value())
            .thenComparing(key -> key.track().value());

    static GroupKey of(ArchiveRecord record) {
        return new GroupKey(record.broadcast(), record.rendition(), record.track());
    }

    @Override
    public int compareTo(GroupKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return broadcast + "/" + rendition + '/' + track;
    }
}
