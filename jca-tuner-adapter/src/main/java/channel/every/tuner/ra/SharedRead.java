package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import channel.every.tuner.hdhomerun.Excerpt;
import jakarta.resource.spi.work.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One tuner being read for any number of consumers. It is begun by its first consumer and ends with its last, or when the device
 * fails; it does not reconnect, its consumers do.
 */
final class SharedRead implements Work {
    /** The most one read takes and one queue entry holds: some 27 ms of an ATSC multiplex. */
    static final int CHUNK_BYTES = 64 * 1024;

    /** A device notices that we hung up only when it next sends; so long a busy answer after a release of ours is asked again. */
    static final Duration RELEASE_GRACE = Duration.ofSeconds(2);

    private static final Duration RELEASE_POLL = Duration.ofMillis(100);

    /** After a read that found little, the kernel may gather this long: it saves most wake-ups and costs no byte. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private static final int GATHER_BELOW_BYTES = CHUNK_BYTES / 2;

    /** So much without a packet grid is no transport stream: 174 packets. */
    private static final int MAX_START_BYTES = 32 * 1024;

    /** A burst this long without a packet grid, half a second of a multiplex, is not weather: the tuner is asked anew. */
    private static final int MAX_MALFORMED_RUN_BYTES = 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(SharedRead.class.getName());

    private final ChannelTune tune;
    private final TunerLedger ledger;
    private final ReadSettings settings;
    private final InstantSource clock;
    private final Instant since;
    private final Receiver receiver;
    private final List<ReadConsumer> consumers = new CopyOnWriteArrayList<>();
    private final SyncWatch sync = new SyncWatch();
    private volatile @Nullable String resource;
    private volatile @Nullable TunerDevice device;
    private final AtomicLong bytes = new AtomicLong();
    private volatile long malformedBytes;

    SharedRead(ChannelTune tune, TunerLedger ledger, ReadSettings settings, InstantSource clock) {
        this.tune = tune;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.receiver = Receiver.of(tune, settings, clock);
        this.since = clock.instant();
    }

    ChannelTune tune() {
        return tune;
    }

    /** The device, once it has answered and a tuner of it is reserved for this read. */
    @Nullable
    TunerDevice device() {
        return device;
    }

    /** The device gave a tuner. */
    boolean isOpen() {
        return resource != null;
    }

    void reserved(TunerDevice described) {
        device = described;
    }

    TunerLease lease() {
        String named = resource;
        return new TunerLease(tune, holders(), named == null ? "" : named, since, bytes.get(), malformedBytes);
    }

    List<String> holders() {
        return consumers.stream().map(ReadConsumer::holder).toList();
    }

    /** Called by the ledger alone, under its lock. */
    ReadConsumer admit(String holder) {
        ReadConsumer consumer = new ReadConsumer(this, holder, settings.consumerBufferBytes());
        consumers.add(consumer);
        String named = resource;
        if (named != null) {
            consumer.opened(named);
        }
        return consumer;
    }

    /** Called by the ledger alone, under its lock. @return whether a consumer is left */
    boolean dismiss(ReadConsumer consumer) {
        consumers.remove(consumer);
        return !consumers.isEmpty();
    }

    void leave(ReadConsumer consumer) {
        ledger.leave(this, consumer);
    }

    /** Frees the tuner at once, whatever the reader waits for. */
    void hangUp() {
        receiver.hangUp();
    }

    @Override
    public void run() {
        // What stays when not even a RuntimeException says why: no consumer waits for a dead reader.
        TunerException reason = new TunerException("reading " + tune + " broke off");
        try {
            reason = receive(open());
        } catch (TunerException e) {
            reason = e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "reading " + tune, e);
            reason = new TunerException("reading " + tune + " failed: " + e, e);
        } finally {
            hangUp();
            finish(reason);
        }
    }

    /** Tells every consumer why nothing more comes. */
    void finish(TunerException reason) {
        ledger.ended(this);
        consumers.forEach(c -> c.end(reason));
    }

    private Reception open() throws TunerException {
        TunerDevice described = receiver.describe();
        ledger.reserve(this, described);
        Instant deadline = clock.instant().plus(RELEASE_GRACE);
        while (true) {
            try {
                return receiver.receive();
            } catch (TunerBusyException e) {
                if (receiver.hungUp() || clock.instant().isAfter(deadline) || !ledger.releasedLately(described)) {
                    throw e;
                }
                LockSupport.parkNanos(RELEASE_POLL.toNanos());
            }
        }
    }

    /** Reads until something ends it. @return why it was ended by us; every other end is an exception */
    private TunerException receive(Reception reception) throws TunerException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int kept = publish(buffer, start(reception, buffer), reception);
        while (sync.bytesWithoutSync() < MAX_MALFORMED_RUN_BYTES) {
            int n = reception.read(buffer, kept, buffer.length - kept);
            sync.feed(buffer, kept, n);
            bytes.addAndGet(n);
            kept = publish(buffer, kept + n, reception);
            if (n < GATHER_BELOW_BYTES) {
                LockSupport.parkNanos(GATHERING.toNanos());
            }
        }
        return new TunerException(
                tune + " sends no MPEG-TS any more: no packet within " + MAX_MALFORMED_RUN_BYTES + " bytes");
    }

    /** Reads until a packet grid is seen, so that no consumer is ever given a text. @return bytes read into {@code buffer} */
    private int start(Reception reception, byte[] buffer) throws TunerException {
        Instant deadline = clock.instant().plus(settings.timeouts().answer());
        int filled = 0;
        while (!sync.proven()) {
            if (filled >= MAX_START_BYTES || clock.instant().isAfter(deadline)) {
                throw new TunerException(notTransportStream(buffer, filled));
            }
            filled += readMore(reception, buffer, filled);
        }
        return filled;
    }

    private int readMore(Reception reception, byte[] buffer, int filled) throws TunerException {
        try {
            int n = reception.read(buffer, filled, MAX_START_BYTES - filled);
            sync.feed(buffer, filled, n);
            bytes.addAndGet(n);
            return n;
        } catch (TunerException e) {
            throw filled == 0 ? e : new TunerException(notTransportStream(buffer, filled) + "; " + e.getMessage(), e);
        }
    }

    private String notTransportStream(byte[] buffer, int filled) {
        return tune + " is not MPEG-TS: no row of packets in " + filled + " bytes, which begin \""
                + Excerpt.of(buffer, filled) + '"';
    }

    /** Gives out whole packets, so that whoever joins later begins with one. @return bytes kept, at the buffer's start */
    private int publish(byte[] buffer, int filled, Reception reception) {
        int kept = Math.min(sync.unfinishedBytes(), filled);
        int length = filled - kept;
        malformedBytes = sync.malformedBytes();
        if (resource == null) {
            ledger.opened(this, reception.resource());
        }
        if (length > 0) {
            give(Arrays.copyOf(buffer, length));
        }
        System.arraycopy(buffer, length, buffer, 0, kept);
        return kept;
    }

    private void give(byte[] chunk) {
        for (ReadConsumer consumer : consumers) {
            if (!consumer.offer(chunk)) {
                leave(consumer);
            }
        }
    }

    /** Called by the ledger alone, under its lock. */
    void opened(String named) {
        resource = named;
        consumers.forEach(c -> c.opened(named));
    }

    @Override
    public void release() {
        hangUp();
    }
}
