package channel.every.directory;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entries that end with the process, for a node without a database: publishers announce themselves again within a third of a minute. */
public final class MemoryDirectoryStore implements DirectoryStore {
    private final Map<EntryKey, StreamEntry> entries = new LinkedHashMap<>();

    @Override
    public Collection<StreamEntry> all() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(StreamEntry::updatedUnixMs).reversed())
                .toList();
    }

    @Override
    public void put(StreamEntry entry) {
        entries.put(entry.key(), entry);
    }

    @Override
    public void remove(EntryKey key) {
        entries.remove(key);
    }

    @Override
    public void removeExpired(long nowUnixMs) {
        entries.values().removeIf(entry -> entry.expiresUnixMs() <= nowUnixMs);
    }
}
