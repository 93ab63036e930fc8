package channel.every.window;

import channel.every.clock.ChunkCadence;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.Stt;
import channel.every.psi.Tdt;
import channel.every.psi.Tot;
import channel.every.time.Pcr;
import channel.every.time.Pts;
import channel.every.ts.PacketWriter;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A broadcast at the level of packet headers: PES packets that hold a picture type and their number, with everything that a seed can
 * vary. Times are 27 MHz ticks since it began.
 */
final class SimulatedBroadcast {
    static final Pid PMT = new Pid(0x30);
    private static final long SECOND = Pcr.HERTZ;
    private static final long MS = 27_000;

    final ChunkCadence cadence;
    final List<byte[]> packets = new ArrayList<>();
    /** When each packet is on air. */
    final List<Long> times = new ArrayList<>();

    /** When the PCR jumped, if it did: the index may be counted anew from here. */
    final List<Long> jumps = new ArrayList<>();

    private final Random random;
    private final long length;
    private final boolean atsc;
    private final Instant utcStart;
    private final long pcrStart;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Timed> queue = new ArrayList<>();
    private final Map<Integer, Integer> counters = new TreeMap<>();
    private final long frameTicks;
    /** Whether B pictures of MPEG-2 go without a time stamp. */
    private final boolean sparse;

    private final int picturesPerGroup;
    private final long videoLead;
    private final long audioLead;
    private final int framesPerPes;
    private final long audioTicks;
    private final Pid audioPid = new Pid(0x34);
    private final List<Layout> layouts = new ArrayList<>();
    private final long pcrDistance;

    /** From {@code at} on the PCR reads {@code pcr + (time - at)}. */
    private record Segment(long at, long pcr, boolean signalled) {}

    /** What the PMT declares, from {@code mapAt} on, and what is sent from {@code at} on. */
    private record Layout(long at, long mapAt, VideoCodec codec, Pid videoPid, Pid pcrPid) {}

    private record Timed(long at, byte[] packet) {}

    SimulatedBroadcast(Random random) {
        this.random = random;
        cadence = new ChunkCadence(new int[] {100, 100, 100, 200, 200, 200, 200, 500, 500, 1001}[random.nextInt(10)]);
        // so long that indexes can be used again, and that most windows come when they no longer can
        length = (20 + random.nextInt(24)) * cadence.ticks27M() + (3 + random.nextInt(5)) * SECOND;
        atsc = random.nextBoolean();
        frameTicks = new long[] {3003, 3600, 3600, 1800, 3753}[random.nextInt(5)] * 300;
        sparse = random.nextInt(4) == 0;
        picturesPerGroup = 3 * (1 + random.nextInt(4));
        videoLead = (200 + random.nextInt(700)) * MS;
        audioLead = (20 + random.nextInt(100)) * MS;
        framesPerPes = 1 + random.nextInt(4);
        audioTicks = framesPerPes * 2160L * 300;
        pcrDistance = (20 + random.nextInt(20)) * MS;
        utcStart = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000), random.nextInt(1_000_000_000));
        pcrStart = startPcr();
        segments.add(new Segment(0, pcrStart, false));
        addJumps();
        addLayouts();
        addPictures();
        addSound();
        addClock();
        addTables();
        addTime();
        queue.sort(Comparator.comparingLong(Timed::at));
        for (Timed timed : queue) {
            emit(timed);
        }
    }

    private long startPcr() {
        long utc = utcStart.toEpochMilli() * MS;
        long step = 16 * cadence.ticks27M();
        return switch (random.nextInt(4)) {
            // the PCR wraps on air
            case 0 -> Pcr.MODULUS - 1 - (long) (random.nextDouble() * length);
            // the difference to UTC lies close to an edge of the rounding
            case 1 ->
                Math.floorMod(utc - step / 2 + random.nextInt(-600, 600) * MS - random.nextInt(5) * step, Pcr.MODULUS);
            default -> (long) (random.nextDouble() * Pcr.MODULUS);
        };
    }

    private void addJumps() {
        if (random.nextInt(3) == 0) {
            long at = (long) ((0.2 + 0.6 * random.nextDouble()) * length);
            long before = pcrAt(at);
            long pcr = switch (random.nextInt(4)) {
                case 0 -> before + (1 + random.nextInt(4_000)) * MS;
                case 1 -> before - (1 + random.nextInt(4_000)) * MS;
                default -> (long) (random.nextDouble() * Pcr.MODULUS);
            };
            segments.add(new Segment(at, Math.floorMod(pcr, Pcr.MODULUS), random.nextBoolean()));
            jumps.add(at);
        }
    }

    /** Now and then the program goes on with another codec, on another PID, with its clock elsewhere. */
    private void addLayouts() {
        layouts.add(layout(0, 0, new Pid(0x31)));
        if (random.nextInt(5) == 0) {
            long at = (long) ((0.2 + 0.6 * random.nextDouble()) * length);
            layouts.add(layout(at, at + random.nextInt(-400, 400) * MS, new Pid(0x31 + 0x10 * random.nextInt(2))));
        }
    }

    private Layout layout(long at, long mapAt, Pid videoPid) {
        Pid pcrPid = random.nextInt(3) == 0 ? new Pid(0x33) : videoPid;
        return new Layout(at, mapAt, VideoCodec.values()[random.nextInt(3)], videoPid, pcrPid);
    }

    private Layout layoutAt(long time) {
        return time < layouts.getLast().at ? layouts.getFirst() : layouts.getLast();
    }

    private long pcrAt(long time) {
        Segment segment = segmentAt(time);
        return Math.floorMod(segment.pcr + time - segment.at, Pcr.MODULUS);
    }

    private Segment segmentAt(long time) {
        Segment last = segments.getFirst();
        for (Segment segment : segments) {
            if (segment.at <= time) {
                last = segment;
            }
        }
        return last;
    }

    /** Groups of pictures I B B P B B, decoded as I P B B; a PES packet each. */
    private void addPictures() {
        for (long i = 0; i * frameTicks < length + 2 * SECOND; i++) {
            long decode = i * frameTicks;
            long display = decode + (i % 3 == 0 ? 3 * frameTicks : 0);
            long sent = decode - videoLead;
            boolean intra = i % picturesPerGroup == 0;
            Layout layout = layoutAt(sent);
            boolean stamped = !sparse || i % 3 == 0 || layout.codec != VideoCodec.MPEG2;
            byte[] pes = pes(
                    stamped,
                    0xE0,
                    sent,
                    display,
                    decode,
                    numbered(start(layout.codec, intra, shownInGroup(i)), i),
                    random.nextInt(random.nextInt(4) == 0 ? 1400 : 400));
            addPes(layout.videoPid, sent, frameTicks, pes);
        }
    }

    /** temporal_reference: the two B pictures behind an anchor are shown ahead of it. */
    private int shownInGroup(long picture) {
        long inGroup = picture % picturesPerGroup;
        return (int) (inGroup % 3 == 0 ? inGroup + 2 : inGroup - 1);
    }

    /** Bytes of an intra picture up to the end of its number. */
    static int intraLength(VideoCodec codec) {
        return numbered(start(codec, true, 2), 0).length;
    }

    private static byte[] start(VideoCodec codec, boolean intra, int shown) {
        return switch (codec) {
            case MPEG2 -> {
                byte first = (byte) (shown >>> 2);
                int second = (shown & 3) << 6;
                yield intra
                        ? new byte[] {
                            0,
                            0,
                            1,
                            (byte) 0xB3,
                            0,
                            0,
                            1,
                            (byte) 0xB8,
                            1,
                            1,
                            1,
                            1,
                            0,
                            0,
                            1,
                            0,
                            first,
                            (byte) (second | 1 << 3)
                        }
                        : new byte[] {0, 0, 1, 0, first, (byte) (second | 2 << 3)};
            }
            case H264 ->
                intra ? new byte[] {0, 0, 1, 9, 0, 0, 1, 7, 0, 0, 1, 1, 0} : new byte[] {0, 0, 1, 9, 0, 0, 1, 1, 0};
            case HEVC -> intra ? new byte[] {0, 0, 1, 21 << 1, 1, 0} : new byte[] {0, 0, 1, 1 << 1, 1, 0};
        };
    }

    private static byte[] numbered(byte[] start, long number) {
        byte[] bytes = new byte[start.length + 8];
        System.arraycopy(start, 0, bytes, 0, start.length);
        for (int i = 0; i < 8; i++) {
            bytes[start.length + i] = (byte) (0x80 | number >>> 6 * i & 0x3F);
        }
        return bytes;
    }

    /** MPEG audio of 24 ms a frame, at 32 to 96 kbit/s (ISO/IEC 11172-3 2.4.2.3). */
    private void addSound() {
        int rate = 1 + random.nextInt(6);
        int bytes = 3 * new int[] {32, 48, 56, 64, 80, 96}[rate - 1];
        byte[] header = {(byte) 0xFF, (byte) 0xFD, (byte) (rate << 4 | 1 << 2), 0};
        for (long i = 0; i * audioTicks < length + SECOND; i++) {
            byte[] content = new byte[framesPerPes * bytes];
            for (int frame = 0; frame < framesPerPes; frame++) {
                byte[] numbered = numbered(header, i * framesPerPes + frame);
                System.arraycopy(numbered, 0, content, frame * bytes, numbered.length);
            }
            long at = i * audioTicks;
            addPes(audioPid, at - audioLead, audioTicks, pes(true, 0xC0, at - audioLead, at, at, content, 0));
        }
    }

    /** Time stamps refer to the clock that is on air when the PES packet starts. */
    private byte[] pes(boolean stamped, int streamId, long sent, long display, long decode, byte[] content, int fill) {
        boolean both = display != decode;
        int header = !stamped ? 9 : both ? 19 : 14;
        int size = header + content.length + fill;
        byte[] pes = new byte[size];
        Arrays.fill(pes, header, size, (byte) (0x80 | random.nextInt(128)));
        long base = sent < 0 ? pcrStart + sent : pcrAt(sent);
        pes[0] = 0;
        pes[1] = 0;
        pes[2] = 1;
        pes[3] = (byte) streamId;
        int declared = streamId == 0xE0 ? 0 : size - 6;
        pes[4] = (byte) (declared >>> 8);
        pes[5] = (byte) declared;
        pes[6] = (byte) 0x80;
        pes[8] = (byte) (header - 9);
        if (stamped) {
            pes[7] = (byte) (both ? 0xC0 : 0x80);
            stamp(pes, 9, both ? 3 : 2, base + display - sent);
        }
        if (stamped && both) {
            stamp(pes, 14, 1, base + decode - sent);
        }
        System.arraycopy(content, 0, pes, header, content.length);
        return pes;
    }

    private static void stamp(byte[] bytes, int at, int prefix, long ticks27) {
        long stamp = Math.floorDiv(ticks27, 300L) & Pts.MODULUS - 1;
        bytes[at] = (byte) (prefix << 4 | (int) (stamp >>> 29) & 0xE | 1);
        bytes[at + 1] = (byte) (stamp >>> 22);
        bytes[at + 2] = (byte) (stamp >>> 14 | 1);
        bytes[at + 3] = (byte) (stamp >>> 7);
        bytes[at + 4] = (byte) (stamp << 1 | 1);
    }

    private void addPes(Pid pid, long sent, long spread, byte[] pes) {
        int count = Math.ceilDiv(pes.length, 184);
        for (int i = 0; i < count; i++) {
            int from = i * 184;
            add(sent + spread * i / (count + 1), packet(pid, i == 0, pes, from, Math.min(184, pes.length - from)));
        }
    }

    private static byte[] packet(Pid pid, boolean start, byte[] payload, int from, int size) {
        byte[] packet = new byte[TsPacket.SIZE];
        header(packet, pid, start, size < 184 ? 0x30 : 0x10);
        int stuffing = 184 - size;
        if (stuffing > 0) {
            packet[4] = (byte) (stuffing - 1);
            for (int i = 6; i < 4 + stuffing; i++) {
                packet[i] = (byte) 0xFF;
            }
        }
        System.arraycopy(payload, from, packet, 4 + stuffing, size);
        return packet;
    }

    private static void header(byte[] packet, Pid pid, boolean start, int control) {
        packet[0] = 0x47;
        packet[1] = (byte) ((start ? 0x40 : 0) | pid.value() >>> 8);
        packet[2] = (byte) pid.value();
        packet[3] = (byte) control;
    }

    private void addClock() {
        Segment last = segments.getFirst();
        for (long at = 0; at < length; at += pcrDistance) {
            Segment segment = segmentAt(at);
            boolean first = segment != last;
            last = segment;
            byte[] packet = new byte[TsPacket.SIZE];
            header(packet, layoutAt(at).pcrPid, false, 0x20);
            packet[4] = (byte) 183;
            packet[5] = (byte) (0x10 | (first && segment.signalled ? 0x80 : 0));
            long pcr = pcrAt(at);
            long base = pcr / 300;
            packet[6] = (byte) (base >>> 25);
            packet[7] = (byte) (base >>> 17);
            packet[8] = (byte) (base >>> 9);
            packet[9] = (byte) (base >>> 1);
            packet[10] = (byte) ((base & 1) << 7 | 0x7E | pcr % 300 >>> 8);
            packet[11] = (byte) (pcr % 300);
            add(at, packet);
        }
    }

    private void addTables() {
        long distance = (80 + random.nextInt(300)) * MS;
        byte[] association = new ProgramAssociation(7, 0, new TreeMap<>(Map.of(1, PMT))).section();
        for (long at = random.nextInt(80) * MS; at < length; at += distance) {
            addSection(at, Pid.PAT, association);
            boolean later = at >= layouts.getLast().mapAt;
            addSection(at + MS, PMT, map(later ? layouts.getLast() : layouts.getFirst(), later ? 1 : 0));
        }
    }

    private byte[] map(Layout layout, int version) {
        ElementaryStream video = new ElementaryStream(layout.codec.streamType(), layout.videoPid, new byte[0]);
        ElementaryStream audio = new ElementaryStream(0x03, audioPid, new byte[0]);
        return new ProgramMap(1, version, layout.pcrPid, new byte[0], List.of(video, audio)).section();
    }

    /** Whole seconds of UTC, each told up to a quarter of a second too early or too late. */
    private void addTime() {
        long millis = utcStart.toEpochMilli();
        long second = Math.ceilDiv(millis, 1000L);
        int jitter = random.nextInt(3) == 0 ? 240 : 3;
        boolean withTot = random.nextBoolean();
        for (; (second * 1000 - millis) * MS < length; second++) {
            long at = (second * 1000 - millis + random.nextInt(-jitter, jitter + 1)) * MS;
            Instant utc = Instant.ofEpochSecond(second);
            if (atsc) {
                addSection(at, Pid.ATSC_PSIP, Stt.at(utc, 18, 0).section());
            } else {
                addSection(at, Pid.DVB_TIME, new Tdt(utc).section());
                if (withTot) {
                    addSection(at + 552 * MS, Pid.DVB_TIME, new Tot(utc, List.of()).section());
                }
            }
        }
    }

    private void addSection(long at, Pid pid, byte[] section) {
        add(at, new PacketWriter(pid).section(section));
    }

    private void add(long at, byte[] packet) {
        if (at >= 0 && at < length) {
            queue.add(new Timed(at, packet));
        }
    }

    /** Counts continuity in the order on air; now and then a packet is sent twice, which is legal. */
    private void emit(Timed timed) {
        byte[] packet = timed.packet;
        int pid = (packet[1] & 0x1F) << 8 | packet[2] & 0xFF;
        boolean payload = (packet[3] & 0x10) != 0;
        int counter = counters.getOrDefault(pid, random.nextInt(16));
        if (payload) {
            counter = counter + 1 & 0xF;
        }
        counters.put(pid, counter);
        packet[3] = (byte) (packet[3] & 0xF0 | counter);
        packets.add(packet);
        times.add(timed.at);
        if (payload && random.nextInt(400) == 0) {
            packets.add(packet);
            times.add(timed.at);
        }
    }
}
