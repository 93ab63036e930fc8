package channel.every.psi;

import channel.every.ts.PacketWriter;
import channel.every.ts.Packets;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Short streams that start from right ones and are broken at random in the places that have broken decoders before. */
public final class BrokenStreams {
    private static final Pid PMT = new Pid(0x100);
    private static final Pid VIDEO = new Pid(0x101);
    private static final Pid GUIDE = new Pid(0x1D00);

    private static final List<Pid> PIDS = List.of(
            Pid.PAT, new Pid(1), PMT, VIDEO, GUIDE, Pid.DVB_NIT, Pid.DVB_SDT, Pid.DVB_EIT, Pid.DVB_TIME, Pid.ATSC_PSIP);

    private static final List<byte[]> PES_STARTS = Stream.of(
                    "00 00 01 E0 00 00 80 C0 0A 31 00 07 D8 61 11 00 07 BC 41 00 00 01 B3 14 00 F0 13",
                    "00 00 01 E0 00 00 80 80 05 21 FF FF FF FF 00 00 00 01 67 4D 40 1F",
                    "00 00 01 C0 02 48 80 80 05 21 00 07 D8 61 FF FD 84 00",
                    "00 00 01 BD 00 10 80 00 FF",
                    "00 00 01 BE 00 B2")
            .map(Packets::hex)
            .toList();

    private final RandomGenerator random;
    private final List<byte[]> sections = new ArrayList<>();

    public BrokenStreams(RandomGenerator random) {
        this.random = random;
        Instant noon = Instant.parse("2026-05-04T12:00:00Z");
        List<PsiTable> tables = List.of(
                new ProgramAssociation(7, 0, new TreeMap<>(Map.of(1, PMT, 2, new Pid(0x200)))),
                new ProgramMap(
                        1,
                        0,
                        VIDEO,
                        Packets.hex("05 04 47 41 39 34"),
                        List.of(
                                new ElementaryStream(0x02, VIDEO, new byte[0]),
                                new ElementaryStream(0x06, new Pid(0x102), Packets.hex("6A 01 00 0A 04 65 6E 67 00")))),
                new MasterGuide(0, List.of(new GuideTable(GuideTable.FIRST_EVENTS, GUIDE, 0, 100))),
                new VirtualChannelTable(7, 0, false, List.of(new VirtualChannel("KTST", 5, 1, 4, 7, 1, 2, 1))),
                Stt.at(noon, 18, 0x6000),
                new Tdt(noon),
                new Tot(noon, List.of(new LocalTimeOffset("FRA", 0, Duration.ofHours(2), noon, Duration.ofHours(1)))),
                new ServiceDescription(7, 9, 0, List.of(new Service(1, 0x19, "every.channel", "T\u00e9l\u00e9"))),
                new NetworkInformation(3, 0, "net", List.of(new Multiplex(7, 9))),
                new DvbEvents(
                        1, 7, 9, 0, List.of(new DvbEvent(1, noon, Duration.ofMinutes(90), "eng", "title", "text"))),
                new AtscEvents(1, 0, List.of(new AtscEvent(1, 1_236_854_919, Duration.ofHours(1), "title"))),
                new ExtendedText(0, 0, 1, 1, "a longer text"));
        tables.forEach(table -> sections.add(table.section()));
    }

    /** The next stream: up to six runs of packets, cut off anywhere. */
    public byte[] next() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int runs = 1 + random.nextInt(6); runs > 0; runs--) {
            stream.writeBytes(random.nextInt(4) == 0 ? pes() : table());
        }
        byte[] bytes = stream.toByteArray();
        if (random.nextInt(8) == 0) {
            flipBits(bytes, 0, bytes.length);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private byte[] table() {
        byte[] section = sections.get(random.nextInt(sections.size())).clone();
        switch (random.nextInt(8)) {
            case 0 -> flipBits(section, 0, section.length);
            case 1 -> section = resized(section, random.nextInt(Math.min(4096, 2 * section.length + 8)));
            // fields that are lengths and counts lie anywhere: very large and very small values find them
            case 2 -> section[random.nextInt(section.length)] = (byte) 0xFF;
            case 3 -> section[random.nextInt(section.length)] = 0;
            case 4 -> section = numbered(section);
            case 5 -> random.nextBytes(section);
            default -> {}
        }
        if (section.length >= 12 && random.nextInt(8) != 0) {
            section = Sections.signed(section);
        }
        Pid pid = random.nextInt(4) == 0 ? PIDS.get(random.nextInt(PIDS.size())) : pidOf(section);
        return broken(
                section.length == 0 ? Packets.payload(pid.value(), 0, 0xFF) : new PacketWriter(pid).section(section));
    }

    private byte[] numbered(byte[] section) {
        if (section.length < 12) {
            return section;
        }
        int last = random.nextInt(256);
        return Sections.numbered(section, random.nextInt(last + 1), last, random.nextInt(32), random.nextInt(4) != 0);
    }

    private byte[] resized(byte[] section, int length) {
        byte[] resized = Arrays.copyOf(section, length);
        if (length >= 3 && random.nextBoolean()) {
            resized[1] = (byte) (section[1] & 0xF0 | length - 3 >>> 8 & 0xF);
            resized[2] = (byte) (length - 3);
        }
        return resized;
    }

    private byte[] pes() {
        byte[] start = PES_STARTS.get(random.nextInt(PES_STARTS.size()));
        byte[] packet = Packets.payload(VIDEO.value(), random.nextInt(16), 0x55);
        packet[1] |= 0x40;
        int offset = 4;
        if (random.nextBoolean()) {
            packet[3] |= 0x20;
            packet[4] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 7 + random.nextInt(176));
            packet[5] = (byte) random.nextInt(256);
            offset = 5 + (packet[4] & 0xFF);
        }
        if (offset < TsPacket.SIZE) {
            System.arraycopy(start, 0, packet, offset, Math.min(start.length, TsPacket.SIZE - offset));
        }
        return broken(packet);
    }

    /** Header, adaptation field and pointer field changed now and then. */
    private byte[] broken(byte[] packets) {
        switch (random.nextInt(10)) {
            case 0 -> packets[4] = (byte) random.nextInt(256);
            case 1 -> packets[3] = (byte) random.nextInt(256);
            case 2 -> flipBits(packets, 1, 6);
            default -> {}
        }
        return packets;
    }

    private void flipBits(byte[] bytes, int from, int to) {
        for (int flips = 1 + random.nextInt(4); flips > 0 && to > from && bytes.length >= to; flips--) {
            bytes[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static Pid pidOf(byte[] section) {
        return switch (section.length == 0 ? -1 : section[0] & 0xFF) {
            case 0x00 -> Pid.PAT;
            case 0x40 -> Pid.DVB_NIT;
            case 0x42 -> Pid.DVB_SDT;
            case 0x4E -> Pid.DVB_EIT;
            case 0x70, 0x73 -> Pid.DVB_TIME;
            case 0xCB, 0xCC -> GUIDE;
            case 0xC7, 0xC8, 0xCD -> Pid.ATSC_PSIP;
            default -> PMT;
        };
    }
}
