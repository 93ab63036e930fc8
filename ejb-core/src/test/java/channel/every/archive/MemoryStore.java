package channel.every.archive;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory that believes everything and verifies nothing; its objects and its health are in the test's hands. */
public final class MemoryStore implements ObjectStore {
    public final Map<Blake3Hash, byte[]> objects = new ConcurrentHashMap<>();
    public volatile boolean broken;

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        check();
        if (object.length > MAX_OBJECT_BYTES) {
            throw new IllegalArgumentException("too large: " + object.length);
        }
        Blake3Hash hash = Blake3.hash(object);
        return objects.putIfAbsent(hash, object.clone()) == null
                ? new PutOutcome.Stored(hash)
                : new PutOutcome.AlreadyThere(hash);
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        check();
        return Optional.ofNullable(objects.get(hash)).map(byte[]::clone);
    }

    @Override
    public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
        check();
        Set<Blake3Hash> missing = new LinkedHashSet<>(hashes);
        missing.removeAll(objects.keySet());
        return missing;
    }

    private void check() throws IOException {
        if (broken) {
            throw new IOException("the device is gone");
        }
    }
}
