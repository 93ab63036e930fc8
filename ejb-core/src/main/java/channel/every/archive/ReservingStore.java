package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stops writing before a store's device is full, so that indexes and the database beside it can still be written, and goes on when
 * there is room again. Reading is never affected.
 */
public final class ReservingStore implements ObjectStore {
    /** Room that must come back beyond the reserve, so that a device at its edge does not stop and go with every object. */
    private static final double HYSTERESIS = 1.25;

    /** Room on the device behind a store. */
    @FunctionalInterface
    public interface FreeSpace {
        long bytes() throws IOException;
    }

    private final ObjectStore store;
    private final FreeSpace space;
    private final long reserveBytes;
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean full;

    /** @param reserveBytes kept free */
    public ReservingStore(ObjectStore store, FreeSpace space, long reserveBytes) {
        if (reserveBytes < 0) {
            throw new IllegalArgumentException("the reserve is negative: " + reserveBytes);
        }
        this.store = store;
        this.space = space;
        this.reserveBytes = reserveBytes;
    }

    /** Whether it takes nothing for now. Looks at the device, so that it also notices room without being written to. */
    public boolean full() throws IOException {
        long free = space.bytes();
        if (full ? free >= resumesAt() : free < reserveBytes) {
            full = !full;
        }
        return full;
    }

    public long freeBytes() throws IOException {
        return space.bytes();
    }

    /** Puts that were refused for want of room. */
    public long refused() {
        return refused.get();
    }

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        return putAll(List.of(object)).getFirst();
    }

    @Override
    public List<PutOutcome> putAll(List<byte[]> objects) throws IOException {
        if (full()) {
            refused.incrementAndGet();
            throw new StoreFullException(space.bytes(), resumesAt());
        }
        return store.putAll(objects);
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        return store.get(hash);
    }

    @Override
    public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
        return store.findMissing(hashes);
    }

    private long resumesAt() {
        return (long) (reserveBytes * HYSTERESIS);
    }
}
