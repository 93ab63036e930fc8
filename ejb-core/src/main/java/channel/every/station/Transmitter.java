package channel.every.station;

import channel.every.ts.TsPacket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a multiplex in step with a clock, never ahead of it: what is on air during a tick is handed to all receivers at the
 * tick's end, once for all that are equally late. Ticks are multiples of 40 ms of UTC, so that two transmitters cut alike.
 */
final class Transmitter implements AutoCloseable {
    /** 97 kB at ATSC's rate: large enough to cost little, short against the 60 ms that audio arrives early. */
    static final Duration TICK = Duration.ofMillis(40);

    /** A process that was held up catches up on this much, and leaves a gap where it was held up for longer. */
    private static final long MOST_TICKS_BEHIND = Duration.ofSeconds(2).dividedBy(TICK);

    private record Attached(Receiver receiver, long delayTicks) {}

    private final Multiplex multiplex;
    private final InstantSource clock;
    private final List<Attached> receivers = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    Transmitter(Multiplex multiplex, InstantSource clock) {
        this.multiplex = multiplex;
        this.clock = clock;
        // Read here, not by the thread, which may start long after the first receiver was promised the present tick.
        long first = ticksAt(clock.instant());
        this.thread = Thread.ofPlatform().name("station-transmitter").daemon().start(() -> run(first));
    }

    Multiplex multiplex() {
        return multiplex;
    }

    /** @param delay rounded to whole ticks */
    void attach(Receiver receiver, Duration delay) {
        receivers.add(new Attached(receiver, Math.round((double) delay.toMillis() / TICK.toMillis())));
    }

    void detach(Receiver receiver) {
        receivers.removeIf(attached -> attached.receiver == receiver);
    }

    private void run(long first) {
        long next = first;
        while (!closed) {
            long now = ticksAt(clock.instant());
            if (Math.abs(now - next) > MOST_TICKS_BEHIND) {
                next = now;
            }
            for (; next < now; next++) {
                send(next);
            }
            LockSupport.parkNanos(
                    this, Duration.between(clock.instant(), startOf(next + 1)).toNanos());
        }
    }

    private void send(long tick) {
        Map<Long, Transmission> byTick = new HashMap<>();
        for (Attached attached : receivers) {
            attached.receiver.receive(byTick.computeIfAbsent(tick - attached.delayTicks, this::transmission));
        }
    }

    private Transmission transmission(long tick) {
        long slot = multiplex.slotAt(startOf(tick));
        int count = Math.toIntExact(multiplex.slotAt(startOf(tick + 1)) - slot);
        byte[] packets = new byte[count * TsPacket.SIZE];
        multiplex.write(slot, count, packets, 0);
        return new Transmission(slot, packets);
    }

    private static long ticksAt(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), TICK.toMillis());
    }

    private static Instant startOf(long tick) {
        return Instant.ofEpochMilli(tick * TICK.toMillis());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
