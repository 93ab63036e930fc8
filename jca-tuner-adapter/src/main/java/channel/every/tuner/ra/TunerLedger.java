package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who holds which tuner: the one book for feeds and outbound connections. A channel that is being read is shared; a device gives
 * out no more tuners than it says it has.
 */
final class TunerLedger {
    private final WorkManager workers;
    private final ReadSettings settings;
    private final InstantSource clock;
    private final Map<ChannelTune, SharedRead> reads = new LinkedHashMap<>();
    private final Map<String, Instant> released = new HashMap<>();
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
    ReadConsumer join(ChannelTune tune, String holder) throws TunerException {
        SharedRead fresh;
        ReadConsumer consumer;
        synchronized (this) {
            if (stopped) {
                throw new TunerException("the tuner adapter is stopped");
            }
            SharedRead running = reads.get(tune);
            if (running != null) {
                return running.admit(holder);
            }
            fresh = new SharedRead(tune, this, settings, clock);
            reads.put(tune, fresh);
            consumer = fresh.admit(holder);
        }
        // Outside of the lock: a pool may make us wait for a thread that waits for the lock.
        try {
            workers.scheduleWork(fresh);
        } catch (WorkException e) {
            fresh.finish(new TunerException("no thread to read " + tune + ": " + e.getMessage(), e));
        }
        return consumer;
    }

    synchronized void leave(SharedRead read, ReadConsumer consumer) {
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

    /** Books one of the device's tuners for {@code read}. @throws TunerBusyException naming who holds them */
    synchronized void reserve(SharedRead read, TunerDevice device) throws TunerBusyException {
        List<SharedRead> holding = reads.values().stream()
                .filter(r -> r != read && holds(r, device))
                .toList();
        if (holding.size() >= device.tunerCount()) {
            String who = holding.stream()
                    .map(r -> r.tune().channel() + " by " + String.join(", ", r.holders()))
                    .collect(Collectors.joining("; "));
            String all = device.tunerCount() == 1
                    ? "the one tuner of " + device + " is held: "
                    : "all " + device.tunerCount() + " tuners of " + device + " are held: ";
            throw new TunerBusyException("no tuner for " + read.tune().channel() + ": " + all + who);
        }
        read.reserved(device);
    }

    private static boolean holds(SharedRead read, TunerDevice device) {
        TunerDevice held = read.device();
        return held != null && held.id().equals(device.id());
    }

    synchronized void opened(SharedRead read, String resource) {
        read.opened(resource);
    }

    /** We hung up on a tuner of the device so lately that it may not have noticed. */
    synchronized boolean releasedLately(TunerDevice device) {
        Instant at = released.get(device.id());
        return at != null && at.plus(SharedRead.RELEASE_GRACE).isAfter(clock.instant());
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
