package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store whose keeper may look through it and take single objects out: for scrubbing and retention. */
public interface KeptStore extends ObjectStore {
    /**
     * Shows objects in order of their hashes for as long as the visitor says true.
     *
     * @param after the last one already seen, or null to begin
     */
    void each(@Nullable Blake3Hash after, Predicate<StoredObject> visitor) throws IOException;

    /**
     * As {@link #get}, but what the medium itself holds now, as far as that can be asked for: a copy that is still in memory says nothing about
     * a disk that rots.
     */
    Optional<byte[]> getFromMedium(Blake3Hash hash) throws IOException;

    /**
     * Takes an object out of service if its bytes are wrong or cannot be read, and keeps them as evidence.
     *
     * @return false if there is no such object, or its bytes are right after all
     */
    boolean quarantine(Blake3Hash hash) throws IOException;

    /**
     * Removes an object for good.
     *
     * @param unlessPutSince an object put at or after this time stays, even if the put happens meanwhile
     */
    PruneOutcome prune(Blake3Hash hash, Instant unlessPutSince) throws IOException;
}
