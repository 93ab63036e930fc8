package channel.every.archive.http;

import channel.every.archive.CorruptObjectException;
import channel.every.archive.ObjectSource;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** A peer's objects, verified. */
public record PeerObjects(Peer peer) implements ObjectSource {
    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        try {
            Optional<byte[]> found = peer.object(hash, new byte[0]);
            if (found.isPresent() && !Blake3.hash(found.get()).equals(hash)) {
                throw new CorruptObjectException(hash, Blake3.hash(found.get()));
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking " + peer.name());
        }
    }

    @Override
    public String toString() {
        return peer.name().value();
    }
}
