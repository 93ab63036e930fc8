package channel.every.directory;

import java.util.Collection;

/** Where entries are kept. Used by one {@link Directory} at a time, which does not call it from two threads at once. */
public interface DirectoryStore {
    /** All entries, expired ones too. */
    Collection<StreamEntry> all();

    /** Replaces what is there under the entry's key. */
    void put(StreamEntry entry);

    void remove(EntryKey key);
}
