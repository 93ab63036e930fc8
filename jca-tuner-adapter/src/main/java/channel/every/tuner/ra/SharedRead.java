package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Purpose;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import channel.every.tuner.hdhomerun.Excerpt;
import channel.every.tuner.mux.IdentityWatch;
import channel.every.tuner.mux.ProgramFilter;
import jakarta.resource.spi.work.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Map<Integer, ProgramFilter> filters = new HashMap<>();
    private final PacketGrid grid = new PacketGrid();
    private final IdentityWatch identity = new IdentityWatch();
    private final Set<ChannelTune> identified = new HashSet<>();
    private final RateMeter rate;
    private volatile @Nullable String resource;
    private volatile @Nullable TunerDevice device;
    private final AtomicLong bytes = new AtomicLong();
    private volatile long malformedBytes;
    private volatile long lostPackets;
    private volatile @Nullable Thread reader;

    SharedRead(ChannelTune tune, TunerLedger ledger, ReadSettings settings, InstantSource clock) {
        this.tune = tune;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.receiver = Receiver.of(tune, settings, clock);
        this.since = clock.instant();
        this.rate = new RateMeter(clock);
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
        TunerDevice known = device;
        return new TunerLease(
                tune,
                known == null ? "" : known.id(),
                consumers.stream()
                        .map(c -> new TunerLease.Holder(
                                c.claim().holder(),
                                c.claim().purpose(),
                                c.tune().channel()))
                        .toList(),
                named == null ? "" : named,
                since,
                bytes.get(),
                rate.bitsPerSecond(),
                malformedBytes,
                lostPackets);
    }

    /** Of all its consumers' purposes the one that goes before. */
    Purpose purpose() {
        return consumers.stream()
                .map(c -> c.claim().purpose())
                .max(Comparator.naturalOrder())
                .orElse(Purpose.BROWSING);
    }

    List<ReadConsumer> consumers() {
        return List.copyOf(consumers);
    }

    boolean hasConsumers() {
        return !consumers.isEmpty();
    }

    /** Called by the ledger alone, under its lock. */
    void admit(ReadConsumer consumer) {
        consumers.add(consumer);
        String named = resource;
        if (named != null) {
            consumer.opened(named);
        }
    }

    /** Called by the ledger alone, under its lock. @return whether the consumer was here */
    boolean forget(ReadConsumer consumer) {
        return consumers.remove(consumer);
    }

    /** Called by the ledger alone, under its lock. @return whether a consumer is left */
    boolean dismiss(ReadConsumer consumer) {
        consumers.remove(consumer);
        return !consumers.isEmpty();
    }

    /** Frees the tuner at once, whatever the reader waits for. */
    void hangUp() {
        receiver.hangUp();
        Thread waiting = reader;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public void run() {
        reader = Thread.currentThread();
        // What stays when not even a RuntimeException says why: no consumer waits for a dead reader.
        TunerException reason = new TunerException("reading " + tune + " broke off");
        try {
            Reception reception = open();
            if (reception == null) {
                // Another read serves its consumers.
                return;
            }
            reason = receive(reception);
        } catch (TunerException e) {
            reason = e;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "reading " + tune, e);
            reason = new TunerException("reading " + tune + " failed: " + e, e);
        } finally {
            hangUp();
            finish(reason);
            receiver.close();
            reader = null;
        }
    }

    /** Tells every consumer why nothing more comes. */
    void finish(TunerException reason) {
        ledger.ended(this);
        consumers.forEach(c -> c.end(reason));
    }

    /** @return null when every consumer went on with another read */
    private @Nullable Reception open() throws TunerException {
        TunerDevice described = receiver.describe();
        Optional<Place> place = receiver.place();
        if (place.isPresent()) {
            ledger.gather(this, place.get());
            return null;
        }
        try {
            ledger.reserve(this, described);
            return receive(described);
        } catch (TunerBusyException e) {
            if (ledger.substitute(this)) {
                return null;
            }
            throw e;
        }
    }

    /** Asks for the stream; a device that is busy is asked again while that can pass soon. @return null as for {@link #open} */
    private @Nullable Reception receive(TunerDevice described) throws TunerException {
        Instant patience = clock.instant().plus(settings.busyPatience());
        Instant noticed = clock.instant().plus(RELEASE_GRACE);
        boolean displaced = false;
        for (int failures = 1; ; failures++) {
            try {
                return receiver.receive();
            } catch (TunerBusyException e) {
                if (failures == 1 && ledger.substitute(this)) {
                    return null;
                }
                Instant now = clock.instant();
                // Someone else may have what we counted on: then one of ours gives way.
                if (!displaced && !ledger.releasedLately(described) && ledger.displace(this, described)) {
                    displaced = true;
                    noticed = now.plus(RELEASE_GRACE);
                }
                boolean ours = (displaced || ledger.releasedLately(described)) && now.isBefore(noticed);
                if (receiver.hungUp() || !ours && !now.isBefore(patience)) {
                    throw e;
                }
                Duration pause = ours ? RELEASE_POLL : settings.backoff().after(failures);
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    /** Reads until something ends it. @return why it was ended by us; every other end is an exception */
    private TunerException receive(Reception reception) throws TunerException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int kept = publish(buffer, start(reception, buffer), reception);
        while (grid.bytesWithoutSync() < MAX_MALFORMED_RUN_BYTES) {
            int n = reception.read(buffer, kept, buffer.length - kept);
            bytes.addAndGet(n);
            rate.count(n);
            lostPackets = reception.lostPackets();
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
        while (!PacketGrid.in(buffer, filled)) {
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
        int length = grid.take(buffer, filled);
        malformedBytes = grid.malformedBytes();
        if (resource == null) {
            LOG.log(Level.DEBUG, "{0} comes in frames of {1} bytes", tune, grid.frameBytes());
            ledger.opened(this, reception.resource());
        }
        if (length > 0) {
            reception.pace(buffer, length);
            identity.feed(buffer, length);
            give(Arrays.copyOf(buffer, length));
        }
        System.arraycopy(buffer, filled - grid.kept(), buffer, 0, grid.kept());
        return grid.kept();
    }

    private void give(byte[] chunk) {
        Map<Integer, byte[]> programs = HashMap.newHashMap(2);
        for (ReadConsumer consumer : consumers) {
            byte[] share = consumer.program() == 0
                    ? chunk
                    : programs.computeIfAbsent(
                            consumer.program(), p -> filter(p).filter(chunk, 0, chunk.length));
            if (share.length > 0 && !consumer.offer(share)) {
                ledger.leave(consumer);
            }
            if (!identified.contains(consumer.tune())) {
                identity.identity(consumer.program()).ifPresent(found -> {
                    identified.add(consumer.tune());
                    ledger.identified(consumer.tune(), found);
                });
            }
        }
        filters.keySet().retainAll(programs.keySet());
    }

    private ProgramFilter filter(int program) {
        return filters.computeIfAbsent(program, ProgramFilter::new);
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
