package channel.every.window;

import channel.every.clock.BroadcastClock;
import channel.every.clock.ChunkGrid;
import channel.every.clock.ChunkIndex;
import channel.every.clock.SyncState;
import channel.every.clock.TimeSource;
import channel.every.clock.UtcAnchor;
import channel.every.identity.BroadcastKey;
import channel.every.psi.TimeTable;
import channel.every.time.Pts;
import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.Pid;
import channel.every.ts.PidSet;
import channel.every.ts.TsPacket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one program of a transport stream into windows between the boundaries of its broadcast clock. Bytes go in, cut anywhere;
 * windows come out when {@link #closeDue} is called and the stream itself has shown that they are complete. Nothing depends on when
 * that is. Calls from several threads wait for each other; events are told within the call.
 */
public final class WindowChopper {
    /** VCT and SDT come every 400 ms or 2 s (A/65 7.2, TR 101 211 4.4.1): after so long they are gone, as time tables are. */
    static final long IDENTITY_ABSENCE = 60 * Pts.HERTZ;

    /** ISO/IEC 13818-1 2.4.2.6: what comes now is shown within a second. */
    private static final long IN_BUFFERS = Pts.HERTZ;

    private final ChopperSettings settings;
    private final Consumer<ChopperEvent> events;
    private final BroadcastClock clock;
    private final ProgramTables tables;
    private final PacketReader reader;

    /** Whose packets are looked at: those of the tables and of the program. */
    private final PidSet followed = new PidSet();

    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    private @Nullable ProgramFormat format;
    private @Nullable ProgramBuffer buffer;
    private @Nullable WindowCutter cutter;

    private int epoch;
    private Instant epochSeen = Instant.EPOCH;
    private long receivedFrom;
    private boolean discontinuity;
    private boolean overflowed;
    private boolean scrambled;
    private long scrambledUntil = Long.MIN_VALUE;
    private SyncState state = new SyncState.Unsynced(SyncState.Unsynced.Reason.NO_PCR);
    private @Nullable ChunkGrid grid;
    private long now90k;
    private long next;
    private long lastClosed = -1;
    private long identifications;
    private long identifiedAt;

    private long windowsClosed;
    private final Map<ProofStanding, Long> standing = new EnumMap<>(ProofStanding.class);
    private long bytes;
    private long packets;
    private long skippedBytes;

    public WindowChopper(ChopperSettings settings, Consumer<ChopperEvent> events) {
        this.settings = settings;
        this.events = events;
        clock = new BroadcastClock(settings.cadence());
        tables = new ProgramTables(settings.program(), settings.audio(), new Tables());
        reader = new PacketReader(new Packets());
        follow();
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, 0L);
        }
        for (ProofStanding each : ProofStanding.values()) {
            standing.put(each, 0L);
        }
    }

    /** Takes the next bytes of the stream and does not keep the array. */
    public synchronized void feed(byte[] source, int offset, int length) {
        bytes += length;
        reader.feed(source, offset, length);
    }

    /** Gives out the windows that are complete. */
    public synchronized void closeDue() {
        if (clock.waitedForTimeTable()) {
            countFromNode();
        }
        cutComplete();
    }

    /** The stream ends: gives out what is complete; without a time table, counted from the node's clock. */
    public synchronized void finish() {
        reader.finish();
        clock.settle();
        followClock();
        if (grid == null) {
            countFromNode();
        }
        cutComplete();
    }

    /** Tells the anchor that another publisher of this stream announces, see {@link BroadcastClock#adopt}. */
    public synchronized boolean adopt(UtcAnchor announced) {
        boolean agreed = clock.adopt(announced);
        followClock();
        return agreed;
    }

    /** When a window starts by the broadcaster's clock; empty while windows do not stand on it. */
    public synchronized Optional<Instant> startOnAir(ChunkIndex index) {
        ChunkGrid on = grid;
        return on == null || !state.synced()
                ? Optional.empty()
                : clock.broadcastTime().map(now -> now.plusMillis((on.startOf(index.value()) - clock.now90k()) / 90));
    }

    public synchronized ChopperCounters counters() {
        return new ChopperCounters(
                windowsClosed,
                standing,
                dropped,
                bytes,
                packets,
                skippedBytes,
                tables.malformed(),
                buffer == null ? 0 : buffer.heldBytes(),
                clock.epoch(),
                state,
                clock.broadcastTime().orElse(null));
    }

    private final class Packets implements PacketSink {
        @Override
        public void packet(TsPacket packet) {
            packets++;
            tables.packet(packet);
            if (format == null || buffer == null) {
                return;
            }
            if (packet.pid() == format.pcrPid().value() && !packet.transportError()) {
                clockPacket(packet);
            }
            long discarded = buffer.packet(packet, clock);
            followScrambling(buffer.scrambled());
            if (discarded > 0) {
                overflowed = true;
                events.accept(new ChopperEvent.MediaDiscarded(discarded));
            }
        }

        @Override
        public int packets(ByteBuffer bytes, int from, int end, TsPacket view) {
            int position = from;
            while (end - position >= TsPacket.SIZE && bytes.get(position) == TsPacket.SYNC_BYTE) {
                int next = runOn(bytes, position, end);
                if (next == position) {
                    packet(view.at(bytes, position));
                    next += TsPacket.SIZE;
                }
                position = next;
            }
            return position;
        }

        private int runOn(ByteBuffer bytes, int from, int end) {
            if (buffer == null || !bytes.hasArray()) {
                return from;
            }
            int origin = bytes.arrayOffset();
            int next = buffer.runOn(bytes.array(), origin + from, origin + end, followed) - origin;
            packets += (next - from) / TsPacket.SIZE;
            return next;
        }

        @Override
        public void skipped(long count) {
            skippedBytes += count;
        }
    }

    private final class Tables implements ProgramTables.Listener {
        @Override
        public void format(ProgramFormat found) {
            changeFormat(found);
        }

        @Override
        public void mapMoved() {
            follow();
        }

        @Override
        public void identity(BroadcastKey key) {
            events.accept(new ChopperEvent.IdentityFound(key));
        }

        @Override
        public void identityLost() {
            events.accept(new ChopperEvent.IdentityLost());
        }

        @Override
        public void time(TimeSource table, TimeTable value) {
            clock.timeTable(
                    table, value.utc(), settings.live() ? settings.nodeClock().instant() : null);
        }
    }

    private void follow() {
        List<Pid> pids = new ArrayList<>(tables.pids());
        if (format != null) {
            pids.addAll(format.pids());
        }
        followed.replaceBy(pids);
    }

    private void followScrambling(boolean now) {
        if (now != scrambled) {
            scrambled = now;
            scrambledUntil = now90k + IN_BUFFERS;
            events.accept(new ChopperEvent.ScramblingChanged(now));
        }
    }

    private void clockPacket(TsPacket packet) {
        // ISO/IEC 13818-1 2.4.3.5: the flag may stand on packets ahead of the one with the first PCR of the new time
        // base
        discontinuity |= packet.discontinuity();
        if (packet.hasPcr()) {
            clock.pcr(packet.pcrTicks(), discontinuity);
            discontinuity = false;
            followClock();
        }
    }

    private void changeFormat(ProgramFormat found) {
        cutComplete();
        if (format != null && grid != null) {
            long resume = grid.firstFullAfter(now90k);
            while (next < resume) {
                drop(next++, DropReason.FORMAT_CHANGED, "codecs or PIDs changed within the window");
            }
            receivedFrom = now90k;
        }
        format = found;
        follow();
        buffer = new ProgramBuffer(found);
        cutter = new WindowCutter(found, buffer, settings.prerollPackets(), clock);
        overflowed = false;
        followScrambling(false);
        clock.follow(found.pcrPid());
        followClock();
        events.accept(new ChopperEvent.FormatFound(found));
    }

    /** Brings epoch, grid and state up to what the clock says now. */
    private void followClock() {
        if (clock.epoch() != epoch) {
            changeEpoch();
        }
        ChunkGrid found = clock.grid().orElse(null);
        if (grid == null && found != null) {
            next = found.firstFullAfter(receivedFrom);
        }
        grid = found;
        now90k = clock.now90k();
        followIdentity();
        SyncState now = clock.state();
        if (!now.sameAs(state)) {
            events.accept(new ChopperEvent.ClockChanged(now));
        }
        state = now;
    }

    private void followIdentity() {
        if (identifications != tables.identifications()) {
            identifications = tables.identifications();
            identifiedAt = now90k;
        } else if (tables.identified() && now90k - identifiedAt > IDENTITY_ABSENCE) {
            tables.forgetIdentity();
            events.accept(new ChopperEvent.IdentityLost());
        }
    }

    private void changeEpoch() {
        cutComplete();
        epoch = clock.epoch();
        if (clock.epochCause().newTimeline()) {
            if (grid != null) {
                drop(next, DropReason.EPOCH_ENDED, "the clock epoch ended within the window: " + clock.epochCause());
            }
            if (buffer != null) {
                buffer.clear();
            }
            receivedFrom = clock.now90k();
            scrambledUntil = Long.MIN_VALUE;
            identifiedAt = clock.now90k();
            epochSeen = settings.nodeClock().instant();
            overflowed = false;
        } else if (grid != null) {
            receivedFrom = grid.startOf(next);
        }
        grid = null;
        events.accept(new ChopperEvent.EpochStarted(epoch, clock.epochCause()));
    }

    private void countFromNode() {
        clock.countFromNode(epochSeen, lastClosed + 1);
        followClock();
    }

    private void cutComplete() {
        if (cutter == null || buffer == null || format == null || !format.playable()) {
            return;
        }
        while (grid != null && cutter.complete(grid.startOf(next), grid.startOf(next + 1), now90k)) {
            cut(next++, grid);
            buffer.trim(grid.startOf(next), grid.startOf(next + 1));
        }
    }

    private void cut(long index, ChunkGrid on) {
        if (cutter == null) {
            return;
        }
        if (index <= lastClosed) {
            drop(index, DropReason.INDEX_PASSED, "window " + lastClosed + " was already given out in this session");
            return;
        }
        switch (cutter.cut(index, on, state, receivedFrom)) {
            case WindowCutter.Outcome.Closed closed -> {
                overflowed = false;
                lastClosed = index;
                windowsClosed++;
                standing.merge(closed.window().standing(), 1L, Long::sum);
                events.accept(new ChopperEvent.WindowClosed(closed.window()));
            }
            case WindowCutter.Outcome.Dropped refused -> drop(index, on, refused);
        }
    }

    private void drop(long index, ChunkGrid on, WindowCutter.Outcome.Dropped refused) {
        // A window is cut some time after its last picture came, and the program may be in the clear again by then.
        if (scrambled || on.startOf(index) < scrambledUntil) {
            drop(index, DropReason.SCRAMBLED, "the broadcaster scrambles the program");
        } else {
            drop(index, overflowed ? DropReason.OVERFLOW : refused.cause(), refused.reason());
        }
    }

    private void drop(long index, DropReason cause, String reason) {
        if (index >= 0) {
            dropped.merge(cause, 1L, Long::sum);
            events.accept(new ChopperEvent.WindowDropped(new ChunkIndex(index), cause, reason));
        }
    }
}
