package channel.every.directory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries that end with the process: publishers announce themselves again within a third of a minute. */
public final class MemoryDirectoryStore implements DirectoryStore {
    private final Map<EntryKey, StreamEntry> entries = new LinkedHashMap<>();

    @Override
    public Collection<StreamEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public void put(StreamEntry entry) {
        entries.put(entry.key(), entry);
    }

    @Override
    public void remove(EntryKey key) {
        entries.remove(key);
    }
}
