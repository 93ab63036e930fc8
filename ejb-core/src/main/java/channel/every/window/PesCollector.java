package channel.every.window;

import channel.every.clock.BroadcastClock;
import channel.every.time.Pts;
import channel.every.ts.ContinuityCheck.Verdict;
import channel.every.ts.PesHeader;
import channel.every.ts.PidContinuity;
import channel.every.ts.PidSet;
import channel.every.ts.TsPacket;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the PES packets of one stream of a program and remembers those that windows still need. */
final class PesCollector {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Of a packet without adaptation field. */
    private static final int HEADER = 4;

    /** A time stamp earlier than the PCR by more than this is a mistake of the broadcaster, 90 kHz ticks. */
    static final long LATEST_AFTER_PCR = 2 * Pts.HERTZ;

    /** ISO/IEC 14496-10 in 13818-1 2.14.3.1 allows ten seconds of decoder buffer; nothing allows more. */
    static final long EARLIEST_BEFORE_PCR = 10 * Pts.HERTZ;

    /** An hour of pictures without content would be fewer; only a flood of empty PES packets reaches this. */
    static final int MOST_UNITS = 1 << 16;

    /** So many scrambled packets in a row are no accident, half a second of sound and a few pictures. */
    static final int SCRAMBLED_RUN = 64;

    /** Several coded pictures of a high bit rate. */
    private static final int VIDEO_BLOCK = 1 << 20;

    /** A second of sound and more. */
    private static final int AUDIO_BLOCK = 1 << 16;

    private final @Nullable VideoCodec video;
    private final @Nullable AudioCodec audio;
    private final PesBlocks blocks;
    private final PidContinuity continuity = new PidContinuity();
    private final List<PesUnit> units = new ArrayList<>();
    private @Nullable PesUnit open;
    private long lastDts = PesUnit.UNTIMED;
    private long heldBytes;
    private boolean scrambledUnit;
    private int scrambledRun;

    private PesCollector(@Nullable VideoCodec video, @Nullable AudioCodec audio, int blockSize) {
        blocks = new PesBlocks(blockSize);
        this.video = video;
        this.audio = audio;
    }

    static PesCollector of(VideoCodec codec) {
        return new PesCollector(codec, null, VIDEO_BLOCK);
    }

    static PesCollector of(AudioCodec codec) {
        return new PesCollector(null, codec, AUDIO_BLOCK);
    }

    void packet(TsPacket packet, BroadcastClock clock) {
        PesUnit unit = open;
        if (packet.transportError()) {
            if (unit != null) {
                unit.transportError();
            }
            return;
        }
        Verdict verdict = continuity.check(packet);
        if (verdict == Verdict.DUPLICATE) {
            return;
        }
        if (unit != null) {
            if (verdict == Verdict.BROKEN) {
                unit.continuityError();
            }
            // ISO/IEC 13818-1 2.4.3.5: the flag excuses any counter, so packets lost in front of it leave no trace
            if (packet.discontinuity()) {
                unit.uncertain();
            }
        }
        if (packet.payloadLength() == 0) {
            return;
        }
        followScrambling(packet);
        if (packet.scrambling() != 0) {
            if (unit != null) {
                unit.scrambled();
            }
            return;
        }
        if (packet.payloadUnitStart()) {
            unit = start(clock.running());
        }
        if (unit != null) {
            append(unit, packet, clock);
        }
    }

    /** In the packet's header or, ISO/IEC 13818-1 2.4.3.7, in that of the PES packet. */
    private void followScrambling(TsPacket packet) {
        if (packet.scrambling() == 0 && packet.payloadUnitStart()) {
            int flags = packet.payloadOffset() + 6;
            scrambledUnit = packet.payloadLength() > 6 && (packet.buffer()[flags] & 0xF0) > 0x80;
        }
        boolean scrambled = packet.scrambling() != 0 || scrambledUnit;
        scrambledRun = scrambled ? Math.min(scrambledRun + 1, SCRAMBLED_RUN) : 0;
    }

    /** Whether nothing of it has been in the clear for a while. */
    boolean scrambled() {
        return scrambledRun == SCRAMBLED_RUN;
    }

    /**
     * Takes packets as long as each is bare payload of this stream, next in line, and goes on with the PES packet that is growing:
     * what most packets are. Packets of PIDs that nobody follows are passed over.
     *
     * @return where the first packet starts that somebody else must look at
     */
    int runOn(byte[] bytes, int from, int end, PidSet followed) {
        PesUnit unit = open;
        boolean grows = unit != null && unit.headed() && scrambledRun == 0;
        int at = from;
        for (; end - at >= TsPacket.SIZE; at += TsPacket.SIZE) {
            int header = (int) INT.get(bytes, at);
            if (unit != null && grows && continuity.runsOn(header, (long) LONG.get(bytes, at + HEADER))) {
                int before = unit.length();
                unit.append(bytes, at + HEADER, TsPacket.SIZE - HEADER);
                heldBytes += unit.length() - before;
            } else if (header >>> 24 != TsPacket.SYNC_BYTE || followed.contains(header >>> 8 & 0x1FFF)) {
                break;
            }
        }
        return at;
    }

    private @Nullable PesUnit start(boolean clockRuns) {
        close();
        if (clockRuns && units.size() < MOST_UNITS) {
            open = new PesUnit(blocks);
            units.add(open);
        }
        return open;
    }

    private void append(PesUnit unit, TsPacket packet, BroadcastClock clock) {
        int before = unit.length();
        unit.append(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
        heldBytes += unit.length() - before;
        PesHeader header = unit.readHeader();
        if (header != null && header.pts() != PesHeader.ABSENT) {
            long pts = clock.stamp(header.pts());
            long dts = header.dts() == PesHeader.ABSENT ? pts : clock.stamp(header.dts());
            time(unit, pts, dts, clock.now90k());
        }
    }

    private void time(PesUnit unit, long pts, long dts, long now) {
        boolean near = dts >= now - LATEST_AFTER_PCR && pts >= dts && pts <= now + EARLIEST_BEFORE_PCR;
        if (!near) {
            unit.uncertain();
            return;
        }
        if (lastDts != PesUnit.UNTIMED && dts < lastDts) {
            unit.uncertain();
        }
        lastDts = dts;
        unit.timed(pts, dts);
    }

    private void close() {
        if (open != null) {
            open.close(video, audio);
            open = null;
        }
    }

    /** In the order of the stream; the last one may still be growing. */
    List<PesUnit> units() {
        return Collections.unmodifiableList(units);
    }

    /** The unit that is still growing, null before the first and behind a discontinuity. */
    @Nullable
    PesUnit open() {
        return open;
    }

    long heldBytes() {
        return heldBytes;
    }

    /** Forgets the oldest units. */
    void discard(int count) {
        for (PesUnit unit : units.subList(0, count)) {
            heldBytes -= unit.length();
            unit.forget();
        }
        units.subList(0, count).clear();
    }

    /** Forgets the oldest units until no more than this is held; the newest one stays. */
    void shrink(long bytes) {
        int count = 0;
        long held = heldBytes;
        while (held > bytes && count < units.size() - 1) {
            held -= units.get(count++).length();
        }
        discard(count);
    }

    /** Forgets the units ahead of the first one with this time stamp or a later one; the newest one stays. */
    void discardBefore(long stamp) {
        int count = 0;
        while (count < units.size() - 1 && units.get(count).pts() < stamp) {
            count++;
        }
        discard(count);
    }

    /** Index of the first random access point, of the newest unit without one. */
    int nextRandomAccess() {
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).randomAccess()) {
                return i;
            }
        }
        return Math.max(0, units.size() - 1);
    }

    /** Forgets everything up to the next start of a PES packet; the continuity counter runs on. */
    void clear() {
        discard(units.size());
        open = null;
        lastDts = PesUnit.UNTIMED;
    }
}
