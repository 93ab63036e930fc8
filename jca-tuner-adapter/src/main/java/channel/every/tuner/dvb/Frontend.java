package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import channel.every.tuner.TunerException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A receiver: tuner and demodulator. Whoever holds it is the only one who does; anyone may look at it meanwhile. */
public final class Frontend implements AutoCloseable {
    /** Most frontends lock within half a second; between questions a driver may do its work. */
    private static final Duration FIRST_LOCK_POLL = Duration.ofMillis(10);

    private static final Duration LAST_LOCK_POLL = Duration.ofMillis(100);

    private final DeviceNode node;
    private final InstantSource clock;

    /** @param node opened to read and write by whoever tunes, to read by whoever asks */
    public Frontend(DeviceNode node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    public FrontendInfo info() throws TunerException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(Structs.FRONTEND_INFO);
            node.control(Ioctl.FE_GET_INFO, info);
            PropertyList asked = PropertyList.asking(arena, TuningKey.API_VERSION, TuningKey.ENUM_DELSYS);
            node.control(Ioctl.FE_GET_PROPERTY, asked.header());
            List<DeliverySystem> systems = new ArrayList<>();
            List<Integer> others = new ArrayList<>();
            for (int number : asked.bytes(1)) {
                DeliverySystem.of(number).ifPresentOrElse(systems::add, () -> others.add(number));
            }
            return new FrontendInfo(
                    name(info),
                    (int) asked.number(0),
                    systems,
                    others,
                    unsigned(info, "frequency_min"),
                    unsigned(info, "frequency_max"));
        }
    }

    private static String name(MemorySegment info) {
        byte[] name = info.asSlice(Structs.offset(Structs.FRONTEND_INFO, "name"), Structs.FRONTEND_NAME_BYTES)
                .toArray(JAVA_BYTE);
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return new String(name, 0, length, StandardCharsets.ISO_8859_1).strip();
    }

    private static long unsigned(MemorySegment info, String field) {
        return Integer.toUnsignedLong(info.get(JAVA_INT, Structs.offset(Structs.FRONTEND_INFO, field)));
    }

    /** Starts to tune; {@link #awaitLock} tells whether it came to something. @param dish for a satellite */
    public void tune(Multiplex multiplex, @Nullable Dish dish) throws TunerException {
        set(List.of(new Property(TuningKey.CLEAR, 0)));
        long frequency = multiplex.frequency();
        Polarization polarization = multiplex.polarization();
        if (polarization != null) {
            if (dish == null) {
                throw new IllegalArgumentException(multiplex + " needs a dish");
            }
            boolean highBand = dish.lnb().highBand(frequency);
            new SatelliteControl(node).select(dish, polarization, highBand);
            frequency = dish.lnb().intermediateKhz(frequency);
        }
        try {
            set(multiplex.properties(frequency));
        } catch (DeviceNodeException e) {
            throw new TunerException(node.path() + " cannot be tuned to " + multiplex + ": " + e.getMessage(), e);
        }
    }

    private void set(List<Property> properties) throws DeviceNodeException {
        try (Arena arena = Arena.ofConfined()) {
            node.control(
                    Ioctl.FE_SET_PROPERTY, PropertyList.of(arena, properties).header());
        }
    }

    /**
     * Waits until the frontend delivers.
     *
     * @return the last status, locked or not
     * @throws TunerException when it is closed or the thread interrupted meanwhile
     */
    public FrontendStatus awaitLock(Duration limit) throws TunerException {
        Instant deadline = clock.instant().plus(limit);
        Duration pause = FIRST_LOCK_POLL;
        FrontendStatus status = status();
        while (!status.locked() && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new TunerException("waiting for a lock of " + node.path() + " was interrupted");
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LAST_LOCK_POLL) > 0 ? LAST_LOCK_POLL : pause;
            status = status();
        }
        return status;
    }

    public FrontendStatus status() throws TunerException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(Structs.STATUS);
            node.control(Ioctl.FE_READ_STATUS, status);
            return new FrontendStatus(status.get(JAVA_INT, 0));
        }
    }

    /** Asks for all the driver measures; rarely, see {@link FrontendStatistics}. */
    public FrontendStatistics statistics() throws TunerException {
        try (Arena arena = Arena.ofConfined()) {
            PropertyList asked = PropertyList.asking(
                    arena,
                    TuningKey.STAT_SIGNAL_STRENGTH,
                    TuningKey.STAT_CNR,
                    TuningKey.STAT_PRE_ERROR_BIT_COUNT,
                    TuningKey.STAT_PRE_TOTAL_BIT_COUNT,
                    TuningKey.STAT_POST_ERROR_BIT_COUNT,
                    TuningKey.STAT_POST_TOTAL_BIT_COUNT,
                    TuningKey.STAT_ERROR_BLOCK_COUNT,
                    TuningKey.STAT_TOTAL_BLOCK_COUNT);
            node.control(Ioctl.FE_GET_PROPERTY, asked.header());
            return new FrontendStatistics(
                    status(),
                    asked.statistic(0),
                    asked.statistic(1),
                    asked.statistic(2),
                    asked.statistic(3),
                    asked.statistic(4),
                    asked.statistic(5),
                    asked.statistic(6),
                    asked.statistic(7));
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
