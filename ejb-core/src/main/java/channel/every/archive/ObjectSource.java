package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Optional;

/** Where objects can be had by their hash: a store, or a peer. */
public interface ObjectSource {
    /**
     * The object's bytes, verified against the hash.
     *
     * @throws CorruptObjectException if the bytes there do not have this hash
     */
    Optional<byte[]> get(Blake3Hash hash) throws IOException;
}
