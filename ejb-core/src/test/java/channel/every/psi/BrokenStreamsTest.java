package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.PacketWriter;
import channel.every.ts.Packets;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Broken input must not get through as an exception. {@code -Dfuzz.inputs=N} runs longer, {@code -Dseed=N} replays; what broke
 * something once stays in {@code src/test/resources/channel/every/psi/broken}, one file of hex digits each.
 */
class BrokenStreamsTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);

    /** A new analysis now and then: old ones show what piles up, new ones what a first packet can do. */
    private static final int INPUTS_PER_ANALYSIS = 1000;

    /** Adds up what the reader says to hold it against what it was given, and leaves no room to read past a packet. */
    private static final class Counted implements PacketSink {
        private final StreamAnalysis analysis;
        private final byte[] alone = new byte[TsPacket.SIZE];
        private final TsPacket view = new TsPacket();
        long bytes;

        Counted(StreamAnalysis analysis) {
            this.analysis = analysis;
        }

        @Override
        public void packet(TsPacket packet) {
            bytes += TsPacket.SIZE;
            System.arraycopy(packet.buffer(), packet.offset(), alone, 0, TsPacket.SIZE);
            analysis.packet(view.at(alone, 0));
        }

        @Override
        public void skipped(long skipped) {
            bytes += skipped;
            analysis.skipped(skipped);
        }
    }

    private static void read(StreamAnalysis analysis, byte[] stream) {
        Counted counted = new Counted(analysis);
        PacketReader reader = new PacketReader(counted);
        int half = stream.length / 2;
        reader.feed(stream, 0, half);
        reader.feed(stream, half, stream.length - half);
        reader.finish();
        if (counted.bytes != stream.length) {
            throw new AssertionError(counted.bytes + " bytes of " + stream.length + " came out");
        }
    }

    @Test
    void no_broken_stream_gets_through_as_an_exception() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("broken streams, -Dseed=" + seed);
        BrokenStreams streams = new BrokenStreams(new SplittableRandom(seed));
        StreamAnalysis analysis = new StreamAnalysis();
        List<PidReport> seen = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            if (i % INPUTS_PER_ANALYSIS == INPUTS_PER_ANALYSIS - 1) {
                seen.addAll(analysis.report().pids());
                analysis = new StreamAnalysis();
            }
            byte[] stream = streams.next();
            try {
                read(analysis, stream);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError(
                        "seed " + seed + ", input " + i + ": " + HexFormat.of().formatHex(stream), broken);
            }
        }
        // the streams are neither all right nor broken beyond what any reader would look at
        assertThat(seen).anyMatch(pid -> pid.crcErrors() > 0);
        assertThat(seen).anyMatch(pid -> pid.malformedSections() > 0);
        assertThat(seen).anyMatch(pid -> pid.continuityErrors() > 0);
        assertThat(seen).anyMatch(pid -> pid.timeStamps() > 0);
        assertThat(seen).extracting(PidReport::content).contains("PMT", "AC-3 audio", "EIT");
    }

    @Test
    void what_broke_something_once_is_read_alone_and_in_a_row() throws IOException {
        StreamAnalysis all = new StreamAnalysis();
        for (Path file : corpus()) {
            byte[] stream = HexFormat.of().parseHex(Files.readString(file).replaceAll("#.*|\\s", ""));
            StreamAnalysis alone = new StreamAnalysis();
            read(alone, stream);
            read(all, stream);
            assertThat(alone.report()).as("%s", file).isNotNull();
        }
        assertThat(all.packets()).isPositive();
    }

    private static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/channel/every/psi/broken"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void every_section_length_is_read_or_refused_and_nothing_behind_it_is_lost() {
        byte[] tdt = {0x70, 0x70, 0x05, (byte) 0xC0, 0x79, 0x12, 0x45, 0x00};
        for (int length = 0; length <= 4098; length++) {
            StreamAnalysis analysis = new StreamAnalysis();
            byte[] section = new byte[Math.max(3, length)];
            Arrays.fill(section, (byte) 0x42);
            section[1] = (byte) (0xF0 | Math.max(0, length - 3) >>> 8);
            section[2] = (byte) Math.max(0, length - 3);
            PacketWriter writer = new PacketWriter(Pid.DVB_TIME);
            byte[] first = writer.section(section);
            byte[] second = writer.section(tdt);
            byte[] stream = Packets.join(first, second);
            for (int offset = 0; offset < stream.length; offset += TsPacket.SIZE) {
                analysis.packet(new TsPacket().at(stream, offset));
            }
            assertThat(analysis.catalog().utc())
                    .as("behind a section of %d bytes", length)
                    .isPresent();
        }
    }
}
