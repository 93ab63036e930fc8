package channel.every.directory;

import java.io.IOException;
import java.util.Collection;

/** Where entries are kept. Used by one {@link Directory} at a time, which does not call it from two threads at once. */
public interface DirectoryStore {
    /** All entries, expired ones too, the newest first. */
    Collection<StreamEntry> all() throws IOException;

    /** Replaces what is there under the entry's key. */
    void put(StreamEntry entry) throws IOException;

    /** Removes what is there under the key, if anything is. */
    void remove(EntryKey key) throws IOException;

    /** Removes what expires at this time or did before. */
    void removeExpired(long nowUnixMs) throws IOException;
}
