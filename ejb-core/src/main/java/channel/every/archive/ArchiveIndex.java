package channel.every.archive;

import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The append-only record of what an archive holds, per broadcast and track. */
public interface ArchiveIndex {
    /**
     * Appends all records, which must be of one broadcast and track; when it returns they survive a crash of the machine.
     *
     * @throws IOException if they could not be appended, or if another writer owns the track
     */
    void append(List<ArchiveRecord> records) throws IOException;

    /**
     * Records of a track that were received at or after a time, in order of appending. Made to be asked every second for the
     * last minutes; for a whole track use {@link #read}.
     */
    List<ArchiveRecord> since(Label broadcast, Label track, long receivedUnixMs) throws IOException;

    /** Every line of a track from its beginning, broken ones too; none if the track does not exist. */
    void read(Label broadcast, Label track, Consumer<? super IndexLine> lines) throws IOException;

    /** Shows the records of a range in order of appending, wherever in a track they stand, without reading all of it. */
    void read(Label broadcast, Label track, SequenceRange range, Consumer<? super ArchiveRecord> records)
            throws IOException;

    /**
     * The key of a page that begins with the first record that was received at a time or later; without such a record, the key of
     * what will follow.
     */
    ManifestKey keyBefore(Label broadcast, Label track, long receivedUnixMs) throws IOException;

    /** Shows the records of a track from the newest back for as long as the visitor says true; broken lines are passed over. */
    void newestFirst(Label broadcast, Label track, Predicate<? super ArchiveRecord> visitor) throws IOException;

    /**
     * A stretch of a track for a reader elsewhere; empty if the track does not exist or has nothing after the key.
     *
     * @param mostLines at least 1
     * @param mostBytes at least {@link RecordWriter#MAX_LINE_BYTES}
     * @throws StaleKeyException if the key does not fit
     */
    ManifestPage page(Label broadcast, Label track, ManifestKey after, int mostLines, int mostBytes) throws IOException;

    /** The last synced sequence that a source archived, where it goes on after a restart. */
    Optional<GroupSequence> lastSequence(Label broadcast, Label track, String sourceNode) throws IOException;

    /** The tracks of a broadcast, in order of their names. */
    List<Label> tracks(Label broadcast) throws IOException;

    /** The broadcasts that have an index, in order of their names. */
    List<Label> broadcasts() throws IOException;
}
