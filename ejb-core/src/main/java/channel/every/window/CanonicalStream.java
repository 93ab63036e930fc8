package channel.every.window;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.hash.Blake3Hasher;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.time.Pts;
import channel.every.ts.PacketWriter;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the canonical input of a window: a transport stream that depends on nothing but the PES packets chosen for it. They are
 * packed anew, so that adaptation fields, stuffing, payload-less packets and the interleaving of the multiplex leave no trace:
 *
 * <ul>
 *   <li>one PAT (transport stream 1, program 1) and one PMT, which names the wished-for languages of audio streams, then the PES packets
 *       in the order of their DTS, video first at a tie, then audio in the order of its PIDs;
 *   <li>each PES packet starts a transport packet of its own and its last one is filled up by an adaptation field;
 *   <li>PTS and DTS are rebased so that the window starts at {@link WindowInput#START_PTS}; no other byte of a PES packet changes;
 *   <li>a PCR, half a second ahead of the DTS, stands in front of every video PES packet, of the first audio stream's in a radio program;
 *       the source's own PCR is not used;
 *   <li>continuity counters start at 0 on every PID.
 * </ul>
 */
final class CanonicalStream {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    static final Pid PMT_PID = new Pid(0x1000);
    static final Pid VIDEO_PID = new Pid(0x100);

    /** Further audio streams are on the PIDs behind it. */
    static final Pid AUDIO_PID = new Pid(0x101);

    /** How far the PCR runs ahead of the DTS: what a decoder buffers, 90 kHz ticks. */
    private static final long PCR_LEAD = 45_000;

    /** While these bytes are still in the CPU's cache; whole groups of chunks, which the hasher takes without a copy. */
    private static final int HASHED_AT_ONCE = 1 << 16;

    private static final int PAYLOAD = TsPacket.SIZE - 4;

    /** Length byte, flags, PCR. */
    private static final int PCR_FIELD = 8;

    private static final int PTS_OFFSET = 9;
    private static final int DTS_OFFSET = 14;
    private static final int STAMP_LENGTH = 5;

    private final byte[] stream;
    private final long start;
    private final Blake3Hasher hasher = Blake3.hasher();
    private int position;
    private int hashed;

    private CanonicalStream(int packets, long start) {
        stream = new byte[packets * TsPacket.SIZE];
        this.start = start;
    }

    /** @param start of the window, on the clock epoch's count in 90 kHz ticks */
    static CanonicalStream of(
            long start,
            @Nullable VideoCodec videoCodec,
            List<PesUnit> video,
            List<AudioStream> audio,
            List<List<PesUnit>> sounds) {
        boolean radio = videoCodec == null;
        byte[] tables = tables(videoCodec, audio);
        int packets = tables.length / TsPacket.SIZE;
        for (PesUnit unit : video) {
            packets += packets(unit, true);
        }
        List<Lane> lanes = new ArrayList<>(List.of(new Lane(VIDEO_PID, true, video)));
        for (int i = 0; i < audio.size(); i++) {
            Lane lane = new Lane(audio.get(i).pid(), radio && i == 0, sounds.get(i));
            lanes.add(lane);
            for (PesUnit unit : lane.units) {
                packets += packets(unit, lane.clock);
            }
        }
        CanonicalStream canonical = new CanonicalStream(packets, start);
        System.arraycopy(tables, 0, canonical.stream, 0, tables.length);
        canonical.position = tables.length;
        canonical.interleave(lanes);
        canonical.hashUpTo(canonical.position);
        return canonical;
    }

    /** The audio streams of a program as they are called in its canonical inputs. */
    static List<AudioStream> audio(List<AudioStream> sent) {
        return IntStream.range(0, sent.size())
                .mapToObj(i -> new AudioStream(
                        new Pid(AUDIO_PID.value() + i),
                        sent.get(i).codec(),
                        sent.get(i).languages()))
                .toList();
    }

    byte[] bytes() {
        return stream;
    }

    /** BLAKE3 of {@link #bytes}. */
    Blake3Hash hash() {
        return hasher.finish();
    }

    /** Transport packets that a PES packet fills. */
    static int packets(PesUnit unit, boolean withPcr) {
        int bytes = unit.length() + (withPcr && unit.timed() ? PCR_FIELD : 0);
        return Math.ceilDiv(bytes, PAYLOAD);
    }

    private static byte[] tables(@Nullable VideoCodec video, List<AudioStream> audio) {
        List<ElementaryStream> streams = new ArrayList<>();
        if (video != null) {
            streams.add(new ElementaryStream(video.streamType(), VIDEO_PID, new byte[0]));
        }
        for (AudioStream stream : audio) {
            byte[] languages = Language.descriptor(stream.languages());
            streams.add(new ElementaryStream(stream.codec().streamType(), stream.pid(), languages));
        }
        byte[] association = new ProgramAssociation(1, 0, new TreeMap<>(Map.of(1, PMT_PID))).section();
        Pid pcrPid = video == null ? AUDIO_PID : VIDEO_PID;
        byte[] map = new ProgramMap(1, 0, pcrPid, new byte[0], streams).section();
        byte[] first = new PacketWriter(Pid.PAT).section(association);
        byte[] second = new PacketWriter(PMT_PID).section(map);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** One PID while it is written. */
    private static final class Lane {
        final Pid pid;
        final boolean clock;
        final List<PesUnit> units;
        int next;
        int continuityCounter;
        long key = Long.MIN_VALUE;

        Lane(Pid pid, boolean clock, List<PesUnit> units) {
            this.pid = pid;
            this.clock = clock;
            this.units = units;
        }

        boolean hasNext() {
            return next < units.size();
        }

        /** Decoding time of the next unit; one without a time stamp follows the one before it. */
        long nextKey() {
            PesUnit unit = units.get(next);
            return unit.timed() ? unit.dts() : key;
        }
    }

    private void interleave(List<Lane> lanes) {
        for (Lane lane = earliest(lanes); lane != null; lane = earliest(lanes)) {
            write(lane);
        }
    }

    /** The lane whose next unit decodes first, the foremost at a tie; null when all are written. */
    private static @Nullable Lane earliest(List<Lane> lanes) {
        Lane earliest = null;
        for (Lane lane : lanes) {
            if (lane.hasNext() && (earliest == null || lane.nextKey() < earliest.nextKey())) {
                earliest = lane;
            }
        }
        return earliest;
    }

    private void write(Lane lane) {
        lane.key = lane.nextKey();
        PesUnit unit = lane.units.get(lane.next++);
        boolean clocked = lane.clock && unit.timed();
        int first = Math.min(PAYLOAD - (clocked ? PCR_FIELD : 0), unit.length());
        if (first == 0) {
            return;
        }
        writeHeader(lane, true, first < PAYLOAD);
        writeAdaptation(PAYLOAD - first, clocked ? unit : null);
        int unitAt = position;
        copy(unit, 0, first);
        rebase(unit, unitAt);
        int rest = writeFull(lane, unit, first);
        if (rest < unit.length()) {
            int last = unit.length() - rest;
            writeHeader(lane, false, true);
            writeAdaptation(PAYLOAD - last, null);
            copy(unit, rest, last);
        }
        int ripe = position - hashed & -HASHED_AT_ONCE;
        if (ripe > 0) {
            hashUpTo(hashed + ripe);
        }
    }

    /** The packets without an adaptation field, which are nearly all; returns how much of the unit is written. */
    private int writeFull(Lane lane, PesUnit unit, int from) {
        int header = TsPacket.SYNC_BYTE << 24 | lane.pid.value() << 8 | 0x10;
        byte[] bytes = unit.bytes();
        int at = unit.start() + from;
        int end = unit.start() + unit.length();
        int counter = lane.continuityCounter;
        int out = position;
        for (; end - at >= PAYLOAD; at += PAYLOAD) {
            INT.set(stream, out, header | counter);
            System.arraycopy(bytes, at, stream, out + 4, PAYLOAD);
            counter = counter + 1 & 0xF;
            out += TsPacket.SIZE;
        }
        position = out;
        lane.continuityCounter = counter;
        return at - unit.start();
    }

    private void copy(PesUnit unit, int from, int count) {
        System.arraycopy(unit.bytes(), unit.start() + from, stream, position, count);
        position += count;
    }

    private void hashUpTo(int end) {
        hasher.update(stream, hashed, end - hashed);
        hashed = end;
    }

    private void writeHeader(Lane lane, boolean start, boolean adaptation) {
        int flags = lane.pid.value() << 8 | (start ? 0x40_0000 : 0) | (adaptation ? 0x30 : 0x10);
        INT.set(stream, position, TsPacket.SYNC_BYTE << 24 | flags | lane.continuityCounter);
        position += 4;
        lane.continuityCounter = lane.continuityCounter + 1 & 0xF;
    }

    /** ISO/IEC 13818-1 2.4.3.4: {@code size} bytes with the length byte; of none there is none, of one there are no flags. */
    private void writeAdaptation(int size, @Nullable PesUnit clocked) {
        if (size == 0) {
            return;
        }
        int end = position + size;
        stream[position++] = (byte) (size - 1);
        if (size > 1) {
            stream[position++] = (byte) (clocked == null ? 0 : 0x10);
            if (clocked != null) {
                writePcr(clocked);
            }
            Arrays.fill(stream, position, end, (byte) 0xFF);
        }
        position = end;
    }

    private void writePcr(PesUnit unit) {
        long base = rebased(unit.dts()) - PCR_LEAD & Pts.MODULUS - 1;
        stream[position++] = (byte) (base >>> 25);
        stream[position++] = (byte) (base >>> 17);
        stream[position++] = (byte) (base >>> 9);
        stream[position++] = (byte) (base >>> 1);
        stream[position++] = (byte) ((base & 1) << 7 | 0x7E);
        stream[position++] = 0;
    }

    /** Both stamps lie in the unit's first packet, which holds at least 176 bytes of it. */
    private void rebase(PesUnit unit, int unitAt) {
        PesHeader header = PesHeader.read(unit.bytes(), unit.start(), unit.length());
        if (header == null || header.pts() == PesHeader.ABSENT) {
            return;
        }
        writeStamp(unitAt + PTS_OFFSET, rebased(header.pts()));
        boolean withDts =
                (unit.bytes()[unit.start() + 7] & 0xC0) == 0xC0 && header.headerLength() >= DTS_OFFSET + STAMP_LENGTH;
        if (withDts && header.dts() != PesHeader.ABSENT) {
            writeStamp(unitAt + DTS_OFFSET, rebased(header.dts()));
        }
    }

    /** ISO/IEC 13818-1 2.4.3.7: 3, 15 and 15 bits, a marker bit behind each; the four bits in front stay. */
    private void writeStamp(int at, long stamp) {
        stream[at] = (byte) (stream[at] & 0xF0 | (int) (stamp >>> 29) & 0xE | 1);
        stream[at + 1] = (byte) (stamp >>> 22);
        stream[at + 2] = (byte) (stamp >>> 14 | 1);
        stream[at + 3] = (byte) (stamp >>> 7);
        stream[at + 4] = (byte) (stamp << 1 | 1);
    }

    /** On the epoch's count or as sent: both are equal modulo 2^33. */
    private long rebased(long stamp) {
        return stamp - start + WindowInput.START_PTS & Pts.MODULUS - 1;
    }
}
