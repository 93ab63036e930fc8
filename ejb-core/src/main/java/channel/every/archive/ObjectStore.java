package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Objects by their BLAKE3 hash. When {@code put} returns, the object survives a crash of the machine. */
public interface ObjectStore {
    PutOutcome put(byte[] object) throws IOException;

    /**
     * The object's bytes, verified against the hash.
     *
     * @throws CorruptObjectException if the stored bytes do not have this hash
     */
    Optional<byte[]> get(Blake3Hash hash) throws IOException;

    /** Those of {@code hashes} that this store does not hold. */
    Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException;
}
