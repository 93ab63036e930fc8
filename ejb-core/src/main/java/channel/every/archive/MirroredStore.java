package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two or more stores with the same objects. A put is acknowledged when all hold it. A get is answered by the first that has the right
 * bytes, and heals those before it that did not.
 */
public final class MirroredStore implements ObjectStore {
    private static final Logger LOG = System.getLogger(MirroredStore.class.getName());

    private final List<ObjectStore> mirrors;

    public MirroredStore(List<? extends ObjectStore> mirrors) {
        if (mirrors.size() < 2) {
            throw new IllegalArgumentException("a mirrored store has two mirrors or more, not " + mirrors.size());
        }
        this.mirrors = List.copyOf(mirrors);
    }

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        return putAll(List.of(object)).getFirst();
    }

    /** Tries every mirror before it fails, so that one bad disk costs no other its copy. */
    @Override
    public List<PutOutcome> putAll(List<byte[]> objects) throws IOException {
        List<List<PutOutcome>> answers = new ArrayList<>();
        IOException failed = null;
        for (ObjectStore mirror : mirrors) {
            try {
                answers.add(mirror.putAll(objects));
            } catch (IOException e) {
                failed = failed == null ? e : suppressing(failed, e);
            }
        }
        if (failed != null) {
            throw failed;
        }
        List<PutOutcome> outcomes = new ArrayList<>(objects.size());
        for (int i = 0; i < objects.size(); i++) {
            int object = i;
            List<PutOutcome> each =
                    answers.stream().map(answer -> answer.get(object)).toList();
            outcomes.add(each.stream()
                    .filter(PutOutcome.Stored.class::isInstance)
                    .findFirst()
                    .orElse(each.getFirst()));
        }
        return outcomes;
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        List<ObjectStore> lacking = new ArrayList<>();
        IOException failed = null;
        for (ObjectStore mirror : mirrors) {
            try {
                Optional<byte[]> found = mirror.get(hash);
                if (found.isPresent()) {
                    heal(lacking, hash, found.get());
                    return found;
                }
            } catch (IOException e) {
                failed = failed == null ? e : suppressing(failed, e);
            }
            lacking.add(mirror);
        }
        return absent(failed);
    }

    /** Absent only if every mirror says so; one that cannot be read may hold it. */
    private static Optional<byte[]> absent(@Nullable IOException failed) throws IOException {
        if (failed != null) {
            throw failed;
        }
        return Optional.empty();
    }

    /** Those that a mirror lacks: putting them makes all mirrors whole. */
    @Override
    public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
        Set<Blake3Hash> missing = new LinkedHashSet<>();
        for (ObjectStore mirror : mirrors) {
            missing.addAll(mirror.findMissing(hashes));
        }
        return missing;
    }

    private static void heal(List<ObjectStore> lacking, Blake3Hash hash, byte[] object) {
        for (ObjectStore mirror : lacking) {
            try {
                mirror.put(object);
            } catch (IOException e) {
                // The reader has its bytes; the scrub reports what stays bad.
                LOG.log(Level.WARNING, "a mirror stays without object " + hash + ": " + e.getMessage());
            }
        }
    }

    private static IOException suppressing(IOException first, IOException next) {
        first.addSuppressed(next);
        return first;
    }
}
