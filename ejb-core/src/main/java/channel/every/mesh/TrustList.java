package channel.every.mesh;

import channel.every.identity.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Whose manifests a reader believes. Text, a key a line: {@code ed25519 <64 hex digits> <name>}; {@code #} begins a comment. A publisher
 * that rotates has two lines with one name for a while; a key whose line is removed is trusted no more.
 */
public final class TrustList {
    private static final String ALGORITHM = "ed25519";

    private final SequencedMap<KeyId, Entry> entries;

    /** @param name what the operator calls the publisher */
    public record Entry(VerifyKey key, Label name) {
        /** The entry as a line of a trust list. */
        @Override
        public String toString() {
            return ALGORITHM + ' ' + key + ' ' + name;
        }
    }

    private TrustList(SequencedMap<KeyId, Entry> entries) {
        this.entries = entries;
    }

    /** @throws IllegalArgumentException naming the first line that is no entry, or gives a key id again */
    public static TrustList parse(String text) {
        SequencedMap<KeyId, Entry> entries = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                Entry entry = entry(line, i + 1);
                if (entries.putIfAbsent(entry.key().id(), entry) != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + " of the trust list gives key "
                            + entry.key().id() + " again");
                }
            }
        }
        return new TrustList(entries);
    }

    private static Entry entry(String line, int number) {
        String[] words = line.split("\\s+");
        try {
            if (words.length == 3 && words[0].equals(ALGORITHM)) {
                return new Entry(VerifyKey.parse(words[1]), new Label(words[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " of the trust list: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "line " + number + " of the trust list is not \"ed25519 <64 hex digits> <name>\": \"" + line + '"');
    }

    public Optional<Entry> find(KeyId id) {
        return Optional.ofNullable(entries.get(id));
    }

    public Map<KeyId, Entry> entries() {
        return Map.copyOf(entries);
    }
}
