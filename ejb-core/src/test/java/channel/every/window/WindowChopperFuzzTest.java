package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.Stt;
import channel.every.psi.Tdt;
import channel.every.ts.PacketWriter;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutated broadcasts through the whole chain: no exception escapes and memory stays bounded.
 * {@code -Dfuzz.inputs=1000000} for a longer run; {@code -Dseed=<seed> -Dfuzz.inputs=1} replays a failure.
 */
class WindowChopperFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);
    private static final int[] PIDS = {0, 0x10, 0x11, 0x12, 0x14, 0x30, 0x31, 0x33, 0x34, 0x1FFB, 0x1FFF};
    private static final int PACKETS = 400;

    /** The same broadcasts serve many inputs; making one costs more than reading it. */
    private static final int INPUTS_PER_BROADCAST = 50;

    private final LongAdder windows = new LongAdder();
    private final LongAdder events = new LongAdder();

    @Test
    void no_mutation_of_a_broadcast_escapes_or_piles_up() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("fuzzing with " + INPUTS + " inputs, -Dseed=" + seed);
        int groups = Math.ceilDiv(INPUTS, INPUTS_PER_BROADCAST);
        LongStream.range(0, groups).parallel().forEach(group -> {
            long first = seed + group * INPUTS_PER_BROADCAST;
            List<byte[]> packets = new SimulatedBroadcast(new Random(first)).packets;
            for (int i = 0; i < Math.min(INPUTS, INPUTS_PER_BROADCAST); i++) {
                input(packets, first + i, first);
            }
        });
        System.out.println(events + " events, " + windows + " windows");
        assertThat(events.sum()).isPositive();
    }

    /** What broke the reading of packets and tables once, through all that is built on it. */
    @Test
    void what_broke_something_once_goes_through_the_whole_chain() throws IOException {
        Receiver all = new Receiver(ChopperSettings.recording(ChunkCadence.DEFAULT));
        byte[] sound = stream(new SimulatedBroadcast(new Random(1)).packets);
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/channel/every/psi/broken"))) {
            for (Path file : files.sorted().toList()) {
                byte[] broken = HexFormat.of().parseHex(Files.readString(file).replaceAll("#.*|\\s", ""));
                Receiver.of(broken, 1 + broken.length / 2);
                all.read(broken, broken.length);
            }
        }
        all.read(sound, 1316);
        all.chopper.finish();
        assertThat(all.windows).as("windows behind all that").isNotEmpty();
    }

    private static byte[] stream(List<byte[]> packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packets.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private void input(List<byte[]> packets, long seed, long broadcast) {
        Random random = new Random(seed);
        byte[] mutated = mutated(packets, random);
        Receiver receiver = new Receiver(ChopperSettings.recording(new ChunkCadence(100 + random.nextInt(900))));
        try {
            receiver.read(mutated, 1 + random.nextInt(20_000));
            receiver.chopper.finish();
        } catch (RuntimeException | StackOverflowError | AssertionError escaped) {
            throw new AssertionError(
                    "input %d of broadcast %d, %d bytes: %s"
                            .formatted(
                                    seed,
                                    broadcast,
                                    mutated.length,
                                    HexFormat.of().formatHex(mutated, 0, Math.min(mutated.length, 400))),
                    escaped);
        }
        assertThat(receiver.chopper.counters().heldBytes()).isBetween(0L, (long) mutated.length);
        assertThat(receiver.events.size()).as("events of input %d", seed).isLessThan(40 * PACKETS);
        events.add(receiver.events.size());
        windows.add(receiver.windows.size());
    }

    private static byte[] mutated(List<byte[]> packets, Random random) {
        int from = random.nextInt(packets.size() / 2);
        List<byte[]> chosen = new ArrayList<>(
                packets.subList(from, Math.min(packets.size(), from + 1 + random.nextInt(PACKETS))).stream()
                        .map(byte[]::clone)
                        .toList());
        for (int i = random.nextInt(1 + chosen.size() / 8); i >= 0; i--) {
            mutate(chosen, random);
        }
        byte[] stream = stream(chosen);
        return random.nextInt(4) == 0 ? torn(stream, random) : stream;
    }

    /** Bytes are missing, or there are more of them, anywhere. */
    private static byte[] torn(byte[] stream, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int cut = random.nextInt(stream.length);
        out.write(stream, 0, cut);
        byte[] garbage = new byte[random.nextInt(600)];
        random.nextBytes(garbage);
        out.writeBytes(garbage);
        int resume = Math.min(stream.length, cut + random.nextInt(600));
        out.write(stream, resume, stream.length - resume);
        return out.toByteArray();
    }

    private static void mutate(List<byte[]> packets, Random random) {
        int at = random.nextInt(packets.size());
        byte[] packet = packets.get(at);
        switch (random.nextInt(12)) {
            case 0 -> packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> packet[1 + random.nextInt(12)] = (byte) random.nextInt();
            case 2 -> {
                packet[3] |= 0x20;
                packet[4] = (byte) random.nextInt();
            }
            case 3 -> pid(packet, PIDS[random.nextInt(PIDS.length)]);
            case 4 -> {
                packet[1] |= 0x40;
                packet[4] = (byte) random.nextInt();
            }
            case 5 -> packets.add(random.nextInt(packets.size()), packet.clone());
            case 6 -> packets.set(random.nextInt(packets.size()), packet);
            case 7 -> packets.addAll(at, sections(Pid.PAT, association(random)));
            case 8 -> packets.addAll(at, sections(SimulatedBroadcast.PMT, map(random)));
            case 9 -> packets.addAll(at, time(random));
            case 10 -> {
                byte[] noise = new byte[TsPacket.SIZE];
                random.nextBytes(noise);
                noise[0] = 0x47;
                pid(noise, PIDS[random.nextInt(PIDS.length)]);
                packets.add(at, noise);
            }
            default -> {
                // a PES header with any flags, lengths and time stamps, or a clock with any time
                for (int i = 4; i < 30; i++) {
                    packet[i] = random.nextInt(3) == 0 ? (byte) random.nextInt() : packet[i];
                }
            }
        }
    }

    private static void pid(byte[] packet, int pid) {
        packet[1] = (byte) (packet[1] & 0xE0 | pid >>> 8);
        packet[2] = (byte) pid;
    }

    private static List<byte[]> sections(Pid pid, byte[] section) {
        byte[] packets = new PacketWriter(pid).section(section);
        List<byte[]> list = new ArrayList<>();
        for (int i = 0; i < packets.length; i += TsPacket.SIZE) {
            list.add(java.util.Arrays.copyOfRange(packets, i, i + TsPacket.SIZE));
        }
        return list;
    }

    /** Legal tables that say anything. */
    private static byte[] association(Random random) {
        Map<Integer, Pid> programs = new TreeMap<>();
        for (int i = random.nextInt(200); i >= 0; i--) {
            programs.put(1 + random.nextInt(random.nextBoolean() ? 2 : 65_535), anyPid(random));
        }
        return new ProgramAssociation(random.nextInt(65_536), random.nextInt(32), new TreeMap<>(programs)).section();
    }

    private static byte[] map(Random random) {
        List<ElementaryStream> streams = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            byte[] descriptors = new byte[random.nextInt(40)];
            random.nextBytes(descriptors);
            int type = new int[] {2, 0x1B, 0x24, 3, 0x0F, 0x11, 0x81, 0x87, 6, 0x80}[random.nextInt(10)];
            streams.add(new ElementaryStream(type, anyPid(random), descriptors));
        }
        return new ProgramMap(1, random.nextInt(32), anyPid(random), new byte[0], streams).section();
    }

    private static Pid anyPid(Random random) {
        return new Pid(random.nextInt(4) == 0 ? random.nextInt(0x2000) : PIDS[random.nextInt(PIDS.length)]);
    }

    private static List<byte[]> time(Random random) {
        if (random.nextBoolean()) {
            long gps = random.nextInt() & 0xFFFF_FFFFL;
            return sections(Pid.ATSC_PSIP, new Stt(gps, random.nextInt(256), random.nextInt(65_536)).section());
        }
        Instant utc = Instant.ofEpochSecond(random.nextInt() & 0x7FFF_FFFFL);
        return sections(Pid.DVB_TIME, new Tdt(utc).section());
    }
}
