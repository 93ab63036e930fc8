package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.hdhomerun.NumberedPackets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketGridTest {
    private final PacketGrid grid = new PacketGrid();
    private final ByteArrayOutputStream given = new ByteArrayOutputStream();
    private byte[] kept = {};

    /** As a reader uses it: what was kept comes again before what is new. */
    private void feed(byte[] bytes) {
        byte[] buffer = Arrays.copyOf(kept, kept.length + bytes.length);
        System.arraycopy(bytes, 0, buffer, kept.length, bytes.length);
        given.write(buffer, 0, grid.take(buffer, buffer.length));
        kept = Arrays.copyOfRange(buffer, buffer.length - grid.kept(), buffer.length);
    }

    /** Packets in frames: 4 bytes before each make 192, 16 behind each make 204. */
    private static byte[] framed(int frame, long first, int count) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frames.writeBytes(new byte[frame == 192 ? 4 : 0]);
            frames.writeBytes(NumberedPackets.from(first + i, 1));
            frames.writeBytes(new byte[frame == 204 ? 16 : 0]);
        }
        return frames.toByteArray();
    }

    @Test
    void five_packets_in_a_row_prove_a_transport_stream() {
        assertThat(PacketGrid.in(NumberedPackets.from(0, 4), 4 * 188)).isFalse();
        assertThat(PacketGrid.in(NumberedPackets.from(0, 5), 5 * 188)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {188, 192, 204})
    void packets_come_out_of_frames_of_any_size(int frame) {
        feed(framed(frame, 0, 50));
        assertThat(grid.frameBytes()).isEqualTo(frame);
        assertThat(given.toByteArray()).endsWith(NumberedPackets.from(0, 50));
        assertThat(grid.malformedBytes()).isEqualTo(frame == 192 ? 4 : 0);
        assertThat(grid.bytesWithoutSync()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {188, 192, 204})
    void any_cut_of_the_bytes_gives_the_same_packets_and_counts(int frame) {
        byte[] frames = framed(frame, 0, 50);
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        feed(new byte[100]);
        for (int at = 0; at < frames.length; ) {
            int n = Math.min(frames.length - at, random.nextInt(400));
            feed(Arrays.copyOfRange(frames, at, at + n));
            at += n;
        }
        assertThat(grid.malformedBytes()).as("-Dseed=%d", seed).isEqualTo(frame == 192 ? 104 : 100);
        assertThat(given.toByteArray()).as("-Dseed=%d", seed).endsWith(NumberedPackets.from(0, 50));
    }

    @ParameterizedTest
    @ValueSource(ints = {188, 192, 204})
    void a_burst_between_frames_is_passed_on_and_counted_and_every_packet_is_there(int frame) {
        feed(framed(frame, 0, 10));
        given.reset();
        feed(new byte[77]);
        feed(framed(frame, 10, 10));
        int header = frame == 192 ? 4 : 0;
        int trailer = frame == 204 ? 16 : 0;
        assertThat(given.toByteArray()).endsWith(NumberedPackets.from(10, 10));
        assertThat(grid.malformedBytes()).isEqualTo(77 + 2L * header + trailer);
        assertThat(grid.bytesWithoutSync()).isZero();
    }

    @Test
    void a_packet_that_has_lost_a_byte_costs_itself_alone() {
        byte[] packets = NumberedPackets.from(0, 30);
        feed(Arrays.copyOf(packets, 15 * 188 - 1));
        feed(Arrays.copyOfRange(packets, 15 * 188, packets.length));
        assertThat(given.toByteArray())
                .startsWith(NumberedPackets.from(0, 14))
                .endsWith(NumberedPackets.from(15, 15))
                .hasSize(30 * 188 - 1);
    }

    @Test
    void a_source_may_change_its_frames() {
        feed(framed(188, 0, 10));
        feed(framed(204, 10, 10));
        assertThat(grid.frameBytes()).isEqualTo(204);
        assertThat(given.toByteArray()).startsWith(NumberedPackets.from(0, 11)).endsWith(NumberedPackets.from(11, 9));
        assertThat(grid.malformedBytes()).isEqualTo(16);
    }

    @Test
    void a_burst_without_end_is_measured() {
        feed(NumberedPackets.from(0, 10));
        feed(new byte[5000]);
        assertThat(grid.bytesWithoutSync()).isEqualTo(5000);
        assertThat(grid.malformedBytes()).isEqualTo(5000);
        assertThat(grid.frameBytes()).isZero();
    }

    @Test
    void what_is_not_whole_is_kept() {
        byte[] packets = NumberedPackets.from(0, 10);
        feed(Arrays.copyOf(packets, packets.length - 100));
        assertThat(grid.kept()).isEqualTo(88);
        feed(Arrays.copyOfRange(packets, packets.length - 100, packets.length));
        assertThat(grid.kept()).isZero();
        assertThat(given.toByteArray()).isEqualTo(packets);
    }

    @Test
    void a_text_full_of_the_letter_G_with_its_stride_broken_proves_nothing() {
        byte[] text = "GOOD GRIEF, no packets here; ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        assertThat(PacketGrid.in(text, text.length)).isFalse();
    }
}
