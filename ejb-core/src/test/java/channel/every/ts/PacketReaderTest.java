package channel.every.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketReaderTest {
    /** What the sink saw, in order: {@code 0100/3} for a packet, {@code -17} for skipped bytes. */
    private static final class Log implements PacketSink {
        final List<String> lines = new ArrayList<>();

        @Override
        public void packet(TsPacket packet) {
            lines.add(String.format("%04X/%d", packet.pid(), packet.continuityCounter()));
        }

        @Override
        public void skipped(long bytes) {
            lines.add("-" + bytes);
        }
    }

    private static byte[] packets(int count) {
        byte[][] packets = new byte[count][];
        for (int i = 0; i < count; i++) {
            packets[i] = Packets.payload(0x100, i, 0xA0);
        }
        return Packets.join(packets);
    }

    private static List<String> read(byte[]... cuts) {
        Log log = new Log();
        PacketReader reader = new PacketReader(log);
        for (byte[] cut : cuts) {
            reader.feed(cut, 0, cut.length);
        }
        reader.finish();
        return log.lines;
    }

    /** The same through buffers outside the Java heap. */
    private static List<String> readDirect(byte[]... cuts) {
        Log log = new Log();
        PacketReader reader = new PacketReader(log);
        for (byte[] cut : cuts) {
            reader.feed(ByteBuffer.allocateDirect(cut.length).put(cut).flip());
        }
        reader.finish();
        return log.lines;
    }

    @Test
    void whole_packets_come_out_in_order() {
        assertThat(read(packets(7)))
                .containsExactly("0100/0", "0100/1", "0100/2", "0100/3", "0100/4", "0100/5", "0100/6");
    }

    @Test
    void a_single_packet_is_a_stream() {
        assertThat(read(packets(1))).containsExactly("0100/0");
    }

    @Test
    void a_stream_may_be_shorter_than_what_a_lock_takes() {
        assertThat(read(packets(3))).containsExactly("0100/0", "0100/1", "0100/2");
    }

    @Test
    void garbage_in_front_and_behind_is_counted() {
        assertThat(read(Packets.join(new byte[100], packets(6), new byte[50])))
                .containsExactly("-100", "0100/0", "0100/1", "0100/2", "0100/3", "0100/4", "0100/5", "-50");
    }

    @Test
    void a_corrupted_sync_byte_costs_its_packet_only() {
        byte[] stream = packets(8);
        stream[6 * 188] = 0x46;
        assertThat(read(stream))
                .containsExactly("0100/0", "0100/1", "0100/2", "0100/3", "0100/4", "0100/5", "-188", "0100/7");
    }

    @Test
    void bytes_missing_inside_a_packet_cost_the_way_to_the_next_one() {
        byte[] stream = packets(12);
        byte[] torn = Packets.join(Arrays.copyOf(stream, 1000), Arrays.copyOfRange(stream, 1050, stream.length));
        assertThat(read(torn).subList(4, 9)).containsExactly("0100/4", "0100/5", "-138", "0100/7", "0100/8");
    }

    @Test
    void a_text_holds_no_packets() {
        byte[] text = "Good Gracious, Great Gatsby, Going Gone! ".repeat(100).getBytes(StandardCharsets.US_ASCII);
        assertThat(read(text)).containsExactly("-" + text.length);
    }

    @Test
    void nothing_is_nothing() {
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void endless_garbage_is_reported_in_steps() {
        assertThat(read(new byte[100_000])).containsExactly("-65536", "-34464");
    }

    @Test
    void what_comes_out_does_not_depend_on_the_cuts() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            byte[] stream = packets(20);
            for (int i = random.nextInt(4); i > 0; i--) {
                int from = random.nextInt(stream.length);
                int to = Math.min(stream.length, from + random.nextInt(400));
                stream = Packets.join(Arrays.copyOf(stream, from), Arrays.copyOfRange(stream, to, stream.length));
            }
            if (random.nextBoolean()) {
                stream[random.nextInt(stream.length)] = 0x47;
                stream[random.nextInt(20) * 188 % stream.length] ^= 1;
            }
            List<byte[]> cuts = new ArrayList<>();
            for (int from = 0; from < stream.length; ) {
                int to = Math.min(stream.length, from + random.nextInt(random.nextBoolean() ? 5 : 1000));
                cuts.add(Arrays.copyOfRange(stream, from, to));
                from = to;
            }
            List<String> uncut = read(stream);
            assertThat(read(cuts.toArray(byte[][]::new)))
                    .as("seed %d run %d", seed, run)
                    .isEqualTo(uncut);
            assertThat(readDirect(stream)).as("seed %d run %d", seed, run).isEqualTo(uncut);
            assertThat(readDirect(cuts.toArray(byte[][]::new)))
                    .as("seed %d run %d", seed, run)
                    .isEqualTo(uncut);
        }
    }
}
