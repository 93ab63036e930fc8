package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Objects by their BLAKE3 hash. When {@code put} returns, the object survives a crash of the machine. */
public interface ObjectStore extends ObjectSource {
    /**
     * The largest object, in bytes. A window of television is 0.2 to 5 MB; the bound keeps one broken length from taking the
     * memory of a node, since objects are hashed whole.
     */
    int MAX_OBJECT_BYTES = 64 << 20;

    /**
     * Stores an object. Bytes that are already there are verified, and replaced if they have rotted.
     *
     * @throws IllegalArgumentException if the object is larger than {@link #MAX_OBJECT_BYTES}
     * @throws IOException if it could not be stored whole; then nothing of it is there
     */
    PutOutcome put(byte[] object) throws IOException;

    /**
     * Stores objects that belong together, such as those of one window, at the price of one if the store can. They survive a
     * crash when this returns; if it throws, any of them may be there, but each of them whole.
     *
     * @return an outcome for each object, in their order
     */
    default List<PutOutcome> putAll(List<byte[]> objects) throws IOException {
        List<PutOutcome> outcomes = new ArrayList<>(objects.size());
        for (byte[] object : objects) {
            outcomes.add(put(object));
        }
        return outcomes;
    }

    /** Those of {@code hashes} that this store does not hold. */
    Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException;
}
