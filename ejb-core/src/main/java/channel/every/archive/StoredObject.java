package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.time.Instant;

/**
 * An object as it lies in a store, unread.
 *
 * @param size in bytes
 * @param putAt when it was last put, whether it was stored then or there already
 */
public record StoredObject(Blake3Hash hash, long size, Instant putAt) {}
