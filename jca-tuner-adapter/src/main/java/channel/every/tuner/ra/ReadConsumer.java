package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.SlowConsumerException;
import channel.every.tuner.TunerException;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One consumer of a shared read: a bounded queue of received bytes. The reader never waits for it; when it is full the consumer is
 * cut off, its bytes are dropped and every further read of it throws {@link SlowConsumerException}.
 */
final class ReadConsumer implements Closeable {
    private final TunerLedger ledger;
    private final ChannelTune tune;
    private final Claim claim;
    private final int capacityBytes;
    private final Set<ChannelTune> tried = new HashSet<>();
    private volatile SharedRead read;
    private volatile int program;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int headOffset;
    private int queuedBytes;
    private @Nullable String resource;
    private @Nullable TunerException end;

    /**
     * @param tune what was asked for
     * @param program to take out of what is read, 0 for all of it
     */
    ReadConsumer(TunerLedger ledger, ChannelTune tune, Claim claim, int capacityBytes, SharedRead read, int program) {
        this.ledger = ledger;
        this.tune = tune;
        this.claim = claim;
        this.capacityBytes = capacityBytes;
        this.read = read;
        this.program = program;
    }

    ChannelTune tune() {
        return tune;
    }

    Claim claim() {
        return claim;
    }

    int program() {
        return program;
    }

    /** The read it belongs to. It changes under the ledger's lock alone, before that read delivers. */
    SharedRead read() {
        return read;
    }

    /** Another read serves it from now on. Called by the ledger alone, under its lock. */
    void moveTo(SharedRead other, int itsProgram) {
        tried.add(read.tune());
        read = other;
        program = itsProgram;
    }

    /** It was with a read of {@code other} before, and was sent on. Called by the ledger alone, under its lock. */
    boolean hasTried(ChannelTune other) {
        return tried.contains(other);
    }

    /** The read delivers from now on. */
    void opened(String tunerResource) {
        lock.lock();
        try {
            resource = tunerResource;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Queues {@code chunk}, which nobody changes any more. @return false when the consumer is too slow: it is cut off now */
    boolean offer(byte[] chunk) {
        lock.lock();
        try {
            if (queuedBytes + chunk.length > capacityBytes) {
                endWith(new SlowConsumerException(claim.holder() + " was cut off from " + tune + ": it is more than "
                        + capacityBytes + " bytes behind"));
                chunks.clear();
                queuedBytes = 0;
                return false;
            }
            if (end == null) {
                chunks.add(chunk);
                queuedBytes += chunk.length;
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** No more bytes come; what is queued can still be read. The first reason stays. */
    void end(TunerException reason) {
        lock.lock();
        try {
            endWith(reason);
        } finally {
            lock.unlock();
        }
    }

    private void endWith(TunerException reason) {
        if (end == null) {
            end = reason;
        }
        changed.signalAll();
    }

    /** Waits until the read delivers. @return the device's name of the tuner, or empty */
    String awaitOpen(Duration limit) throws TunerException, InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (resource == null) {
                if (end != null) {
                    throw end;
                }
                if (nanos <= 0) {
                    throw new TunerException(tune + " did not open within " + limit.toSeconds() + " s");
                }
                nanos = changed.awaitNanos(nanos);
            }
            return resource;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for bytes and takes up to {@code length} of them, 1 or more. @throws TunerException when none come any more */
    int read(byte[] bytes, int offset, int length) throws TunerException, InterruptedException {
        lock.lock();
        try {
            awaitBytes();
            return take(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for bytes, then up to {@code linger} for {@code maxBytes} of them. @return a new array of 1 to {@code maxBytes} bytes */
    byte[] batch(int maxBytes, Duration linger) throws TunerException, InterruptedException {
        lock.lock();
        try {
            awaitBytes();
            long nanos = linger.toNanos();
            while (queuedBytes < maxBytes && end == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            awaitBytes();
            byte[] batch = new byte[Math.min(queuedBytes, maxBytes)];
            take(batch, 0, batch.length);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    int available() {
        lock.lock();
        try {
            return queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    private void awaitBytes() throws TunerException, InterruptedException {
        while (queuedBytes == 0) {
            if (end != null) {
                throw end;
            }
            changed.await();
        }
    }

    private int take(byte[] bytes, int offset, int length) {
        int taken = 0;
        for (byte[] head = chunks.peek(); head != null && taken < length; head = chunks.peek()) {
            int n = Math.min(length - taken, head.length - headOffset);
            System.arraycopy(head, headOffset, bytes, offset + taken, n);
            taken += n;
            headOffset += n;
            if (headOffset == head.length) {
                chunks.remove();
                headOffset = 0;
            }
        }
        queuedBytes -= taken;
        return taken;
    }

    /** Leaves the read; with its last consumer the tuner is released. */
    @Override
    public void close() {
        ledger.leave(this);
        end(new TunerException(claim.holder() + " closed its reception of " + tune));
    }
}
