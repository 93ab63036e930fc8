package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.DeviceReport;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import channel.every.tuner.TunerTakenException;
import channel.every.tuner.hdhomerun.DeviceSurvey;
import channel.every.tuner.mux.BroadcastIdentity;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which tuner: the one book for feeds and outbound connections. What is being read is shared; a device gives out no more
 * tuners than it says it has; a purpose that goes before takes the tuner of one that comes after.
 */
final class TunerLedger {
    /** A node knows some dozens of channels; what was seen longest ago is forgotten first. */
    private static final int MAX_IDENTITIES = 4096;

    private final WorkManager workers;
    private final ReadSettings settings;
    private final InstantSource clock;
    private final Map<ChannelTune, SharedRead> reads = new LinkedHashMap<>();
    private final Map<String, Instant> released = new HashMap<>();
    private final LinkedHashMap<ChannelTune, BroadcastIdentity> identities = new LinkedHashMap<>();
    private boolean stopped;

    TunerLedger(WorkManager workers, ReadSettings settings, InstantSource clock) {
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    ReadSettings settings() {
        return settings;
    }

    /** A consumer of {@code tune}: of the read under way, or of a new one. It waits for nothing. */
    ReadConsumer join(ChannelTune tune, Claim claim) throws TunerException {
        ChannelTune wanted = tune.multiplex().orElse(tune);
        SharedRead fresh = null;
        ReadConsumer consumer;
        synchronized (this) {
            if (stopped) {
                throw new TunerException("the tuner adapter is stopped");
            }
            SharedRead read = reads.get(wanted);
            if (read == null) {
                fresh = new SharedRead(wanted, this, settings, clock);
                reads.put(wanted, fresh);
                read = fresh;
            }
            consumer = new ReadConsumer(this, tune, claim, settings.consumerBufferBytes(), read, tune.program());
            read.admit(consumer);
        }
        begin(fresh);
        return consumer;
    }

    /** Outside of the lock: a pool may make us wait for a thread that waits for the lock. */
    private void begin(@Nullable SharedRead fresh) {
        if (fresh != null) {
            try {
                workers.scheduleWork(fresh);
            } catch (WorkException e) {
                fresh.finish(new TunerException("no thread to read " + fresh.tune() + ": " + e.getMessage(), e));
            }
        }
    }

    synchronized void leave(ReadConsumer consumer) {
        SharedRead read = consumer.read();
        if (!read.dismiss(consumer) && reads.remove(read.tune(), read)) {
            release(read);
        }
    }

    /** The read has ended by itself. */
    synchronized void ended(SharedRead read) {
        if (reads.remove(read.tune(), read)) {
            release(read);
        }
    }

    private void release(SharedRead read) {
        read.hangUp();
        TunerDevice device = read.device();
        if (device != null && read.isOpen()) {
            Instant now = clock.instant();
            released.values().removeIf(at -> at.plus(SharedRead.RELEASE_GRACE).isBefore(now));
            released.put(device.id(), now);
        }
    }

    /**
     * Books one of the device's tuners for {@code read}.
     *
     * @throws TunerBusyException naming who holds them, when nobody's purpose comes after this one's
     */
    synchronized void reserve(SharedRead read, TunerDevice device) throws TunerBusyException {
        List<SharedRead> holding = holding(read, device);
        if (holding.size() >= device.tunerCount() && !displace(read, device)) {
            String who = holding.stream().map(r -> r.lease().toString()).collect(Collectors.joining("; "));
            String all = device.tunerCount() == 1
                    ? "the one tuner of " + device + " is held: "
                    : "all " + device.tunerCount() + " tuners of " + device + " are held: ";
            throw new TunerBusyException(
                    "no tuner for " + read.tune().channel() + ": " + all + who,
                    holding.stream().map(SharedRead::lease).toList());
        }
        read.reserved(device);
    }

    private List<SharedRead> holding(SharedRead but, TunerDevice device) {
        return reads.values().stream().filter(r -> r != but && holds(r, device)).toList();
    }

    private static boolean holds(SharedRead read, TunerDevice device) {
        TunerDevice held = read.device();
        return held != null && held.id().equals(device.id());
    }

    /** Takes a tuner of the device from the least of those whose purpose comes after. @return whether there was one */
    synchronized boolean displace(SharedRead read, TunerDevice device) {
        Optional<SharedRead> victim = holding(read, device).stream()
                .filter(r -> r.purpose().compareTo(read.purpose()) < 0)
                .min(Comparator.comparing(SharedRead::purpose));
        victim.ifPresent(r -> r.finish(new TunerTakenException("the tuner of " + r.tune() + " was taken for "
                + read.lease().holders().getFirst() + " on channel "
                + read.tune().channel())));
        return victim.isPresent();
    }

    synchronized void opened(SharedRead read, String resource) {
        read.opened(resource);
    }

    /** We hung up on a tuner of the device so lately that it may not have noticed. */
    synchronized boolean releasedLately(TunerDevice device) {
        Instant at = released.get(device.id());
        return at != null && at.plus(SharedRead.RELEASE_GRACE).isAfter(clock.instant());
    }

    /** What {@code tune} turned out to be. */
    synchronized void identified(ChannelTune tune, BroadcastIdentity identity) {
        identities.remove(tune);
        identities.put(tune, identity);
        if (identities.size() > MAX_IDENTITIES) {
            identities.pollFirstEntry();
        }
    }

    /** The channel lies in a multiplex that is read whole: {@code read} ends, its consumers go on there. */
    void gather(SharedRead read, Place place) {
        begin(move(read, read.consumers(), place.multiplex(), consumer -> place.program()));
    }

    /**
     * The device of {@code read} is busy: those of its consumers whom any device will do go on with one that showed the same
     * broadcast before, if there is such.
     *
     * @return whether nobody is left
     */
    boolean substitute(SharedRead read) {
        for (ReadConsumer consumer : read.consumers()) {
            Optional<ChannelTune> other = alternative(consumer);
            if (other.isPresent()) {
                ChannelTune tune = other.get();
                begin(move(read, List.of(consumer), tune.multiplex().orElse(tune), c -> tune.program()));
            }
        }
        return read.consumers().isEmpty();
    }

    private synchronized Optional<ChannelTune> alternative(ReadConsumer consumer) {
        BroadcastIdentity wanted = identities.get(consumer.tune());
        if (wanted == null || !consumer.claim().anyDevice()) {
            return Optional.empty();
        }
        return identities.entrySet().stream()
                .filter(e -> e.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .filter(tune -> !tune.device().equals(consumer.read().tune().device()))
                .filter(tune -> !consumer.hasTried(tune.multiplex().orElse(tune)))
                .findFirst();
    }

    /** @return a read that somebody must give a thread, or null */
    private synchronized @Nullable SharedRead move(
            SharedRead from, List<ReadConsumer> consumers, ChannelTune to, ToIntFunction<ReadConsumer> program) {
        SharedRead target = reads.get(to);
        SharedRead fresh = null;
        if (target == null) {
            fresh = new SharedRead(to, this, settings, clock);
            target = fresh;
        }
        int moved = 0;
        for (ReadConsumer consumer : consumers) {
            if (from.forget(consumer)) {
                consumer.moveTo(target, program.applyAsInt(consumer));
                target.admit(consumer);
                moved++;
            }
        }
        if (!from.hasConsumers()) {
            reads.remove(from.tune(), from);
            from.hangUp();
        }
        if (fresh == null || moved == 0) {
            return null;
        }
        reads.put(to, fresh);
        return fresh;
    }

    /** What devices of kinds that can be asked show of themselves. */
    List<DeviceReport> survey(List<URI> addresses) {
        DeviceSurvey survey = new DeviceSurvey(clock);
        return addresses.stream()
                .distinct()
                .filter(address -> Set.of("http", "hdhomerun").contains(String.valueOf(address.getScheme())))
                .map(survey::of)
                .toList();
    }

    synchronized List<TunerLease> leases() {
        return reads.values().stream()
                .filter(r -> r.device() != null)
                .map(SharedRead::lease)
                .toList();
    }

    /** Ends every read; nothing can be joined any more. */
    void stop() {
        List<SharedRead> running;
        synchronized (this) {
            stopped = true;
            running = new ArrayList<>(reads.values());
        }
        running.forEach(r -> r.finish(new TunerException("the tuner adapter was stopped")));
    }
}
