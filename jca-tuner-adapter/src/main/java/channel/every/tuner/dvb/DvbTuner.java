package channel.every.tuner.dvb;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reception through a frontend: held, tuned, read, given back. One thread receives; any may close it, which ends at once what
 * that thread waits for.
 */
public final class DvbTuner implements AutoCloseable {
    /** Where the kernel puts its nodes. */
    public static final Path DEVICES = Path.of("/dev/dvb");

    private final HeldNodes nodes;
    private final Path adapter;
    private final DvbAddress address;
    private final InstantSource clock;
    private @Nullable Frontend frontend;
    private @Nullable TransportTap tap;
    private Instant nextStatistics = Instant.MAX;
    private volatile long overflows;
    private volatile @Nullable FrontendStatistics statistics;

    /** @param devices {@link #DEVICES}, or a directory like it */
    public DvbTuner(DeviceNodes nodes, Path devices, DvbAddress address, InstantSource clock) {
        this.nodes = new HeldNodes(nodes);
        this.adapter = devices.resolve("adapter" + address.adapter());
        this.address = address;
        this.clock = clock;
    }

    /**
     * Takes the frontend for this reception alone.
     *
     * @throws TunerBusyException when another program has it
     */
    public FrontendInfo hold() throws TunerException {
        Frontend held =
                new Frontend(nodes.open(adapter.resolve("frontend" + address.frontend()), Access.READ_WRITE), clock);
        frontend = held;
        return held.info();
    }

    /**
     * Tunes the held frontend and starts to receive.
     *
     * @throws TunerException when it does not lock in time, saying how far it came
     */
    public void tune(DvbChannel channel) throws TunerException {
        Frontend held = held();
        held.tune(channel.multiplex(), channel.dish());
        FrontendStatus status = held.awaitLock(address.lock());
        if (!status.locked()) {
            throw new TunerException(address + " does not lock on " + channel.multiplex() + " for " + channel
                    + " within " + address.lock().toSeconds() + " s: " + status);
        }
        TransportTap fresh = new TransportTap(nodes.open(node("dvr"), Access.READ), TransportTap.BUFFER_BYTES);
        for (int pid : address.pids().isEmpty() ? List.of(TransportTap.WHOLE_MULTIPLEX) : address.pids()) {
            TransportTap.pass(nodes.open(node("demux"), Access.READ_WRITE), pid);
        }
        tap = fresh;
        nextStatistics = clock.instant();
    }

    /** Several frontends of an adapter can share its first demultiplexer. */
    private Path node(String kind) {
        Path own = adapter.resolve(kind + address.frontend());
        return Files.exists(own) ? own : adapter.resolve(kind + '0');
    }

    private Frontend held() {
        Frontend present = frontend;
        if (present == null) {
            throw new IllegalStateException("the frontend is not held");
        }
        return present;
    }

    /**
     * Waits for transport stream, cut anywhere, and takes up to {@code length} bytes of it.
     *
     * @param stall how long none may come
     * @throws TunerException when none comes any more, with how the frontend fares
     */
    public int read(byte[] bytes, int offset, int length, Duration stall) throws TunerException {
        TransportTap present = tap;
        if (present == null) {
            throw new IllegalStateException("the frontend is not tuned");
        }
        int n = present.read(bytes, offset, length, stall);
        overflows = present.overflows();
        if (n == 0) {
            throw new TunerException(
                    address + " stalled: no byte for " + stall.toMillis() + " ms; its frontend has " + held().status());
        }
        measure();
        return n;
    }

    /** In the thread that reads, so that no two calls meet in the driver. */
    private void measure() throws TunerException {
        Instant now = clock.instant();
        if (address.statistics().isZero() || now.isBefore(nextStatistics)) {
            return;
        }
        nextStatistics = now.plus(address.statistics());
        statistics = held().statistics();
    }

    /** How often bytes were lost because they were not read in time. */
    public long overflows() {
        return overflows;
    }

    /** The kernel does not tell how much it threw away, but it had at least its whole buffer. */
    public long lostPackets() {
        return overflows * (TransportTap.BUFFER_BYTES / TransportTap.PACKET_BYTES);
    }

    /** The last that were asked for. */
    public Optional<FrontendStatistics> statistics() {
        return Optional.ofNullable(statistics);
    }

    /** As in {@code adapter0/frontend0}. */
    @Override
    public String toString() {
        return address.toString();
    }

    public boolean closed() {
        return nodes.closed();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
