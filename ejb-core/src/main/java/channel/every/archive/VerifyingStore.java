package channel.every.archive;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hashes what another store gives and what it says it took, for stores that are trusted with neither. */
public final class VerifyingStore implements ObjectStore {
    private final ObjectStore store;

    public VerifyingStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        return verified(object, store.put(object));
    }

    @Override
    public List<PutOutcome> putAll(List<byte[]> objects) throws IOException {
        List<PutOutcome> outcomes = store.putAll(objects);
        for (int i = 0; i < objects.size(); i++) {
            verified(objects.get(i), outcomes.get(i));
        }
        return outcomes;
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        Optional<byte[]> found = store.get(hash);
        if (found.isPresent()) {
            Blake3Hash actual = Blake3.hash(found.get());
            if (!actual.equals(hash)) {
                throw new CorruptObjectException(hash, actual);
            }
        }
        return found;
    }

    @Override
    public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
        return store.findMissing(hashes);
    }

    private static PutOutcome verified(byte[] object, PutOutcome outcome) throws IOException {
        Blake3Hash hash = Blake3.hash(object);
        if (!outcome.hash().equals(hash)) {
            throw new IOException("object " + hash + " was put, and the store says it took " + outcome.hash());
        }
        return outcome;
    }
}
