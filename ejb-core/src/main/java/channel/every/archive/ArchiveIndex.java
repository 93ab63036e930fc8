package channel.every.archive;

import channel.every.identity.Label;
import java.io.IOException;
import java.util.List;

/** The append-only record of what an archive holds, per broadcast and track. */
public interface ArchiveIndex {
    /** Appends all records, which must be of one broadcast and track; when it returns they survive a crash of the machine. */
    void append(List<ArchiveRecord> records) throws IOException;

    /** Records of a track that were received at or after a time, in order of appending. */
    List<ArchiveRecord> since(Label broadcast, Label track, long receivedUnixMs) throws IOException;

    /** The broadcasts that have an index. */
    List<Label> broadcasts() throws IOException;
}
