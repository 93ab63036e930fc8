package channel.every.node;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectStore;
import channel.every.identity.Label;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What the node shows of itself. Cheap enough to be asked every second by every open page; safe for any thread. */
public interface NodeView {
    /** The node's clock, which every time stamp of the view was taken from. */
    InstantSource clock();

    /** The configured broadcasts with their publishers, in the order of configuration. */
    List<StreamStatus> streams();

    /**
     * The proof track's records that a publisher archived at or after a time, of init segments and media, in order of archiving.
     * Answered from memory for the last ten minutes at least; empty for an unknown publisher.
     */
    List<ArchiveRecord> recent(Label broadcast, Label publisher, Instant since) throws IOException;

    /** What the operator calls this node, or what the machine is called. */
    Label name();

    /** The indexes of this node's publishers, in the order of configuration. */
    SequencedMap<Label, ArchiveIndex> indexes();

    /** A publisher's own index, or empty if no such publisher is configured. */
    Optional<ArchiveIndex> index(Label publisher);

    /** The objects of all publishers of this node. */
    ObjectStore objects();
}
