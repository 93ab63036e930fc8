package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.hdhomerun.NumberedPackets;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SyncWatchTest {
    private final SyncWatch watch = new SyncWatch();

    private void feed(byte[] bytes) {
        watch.feed(bytes, 0, bytes.length);
    }

    @Test
    void five_packets_in_a_row_prove_a_transport_stream() {
        feed(NumberedPackets.from(0, 4));
        assertThat(watch.proven()).isFalse();
        feed(NumberedPackets.from(4, 1));
        assertThat(watch.proven()).isTrue();
        assertThat(watch.malformedBytes()).isZero();
        assertThat(watch.bytesWithoutSync()).isZero();
    }

    @Test
    void any_cut_of_the_bytes_gives_the_same_counts() {
        byte[] packets = NumberedPackets.from(0, 50);
        long seed = Long.getLong("test.seed", System.identityHashCode(this));
        Random random = new Random(seed);
        feed(new byte[100]);
        for (int at = 0; at < packets.length; ) {
            int n = Math.min(packets.length - at, random.nextInt(400));
            watch.feed(packets, at, n);
            at += n;
        }
        assertThat(watch.proven()).as("seed %d", seed).isTrue();
        assertThat(watch.malformedBytes()).as("seed %d", seed).isEqualTo(100);
    }

    @Test
    void a_burst_between_packets_is_counted_and_the_grid_found_again() {
        feed(NumberedPackets.from(0, 10));
        feed(new byte[77]);
        feed(NumberedPackets.from(10, 10));
        assertThat(watch.malformedBytes()).isEqualTo(77);
        assertThat(watch.bytesWithoutSync()).isZero();
    }

    @Test
    void a_burst_without_end_is_measured() {
        feed(NumberedPackets.from(0, 10));
        feed(new byte[5000]);
        assertThat(watch.bytesWithoutSync()).isEqualTo(5000);
        assertThat(watch.malformedBytes()).isEqualTo(5000);
    }

    @Test
    void the_begun_packet_is_told_while_there_is_a_grid() {
        feed(new byte[3]);
        byte[] packets = NumberedPackets.from(0, 10);
        watch.feed(packets, 0, packets.length - 100);
        assertThat(watch.unfinishedBytes()).isEqualTo(88);
        watch.feed(packets, packets.length - 100, 100);
        assertThat(watch.unfinishedBytes()).isZero();
        feed(new byte[300]);
        assertThat(watch.unfinishedBytes()).isZero();
    }

    @Test
    void packets_of_204_bytes_are_no_packets_of_188() {
        for (int i = 0; i < 300; i++) {
            feed(NumberedPackets.from(i, 1));
            feed(new byte[16]);
        }
        assertThat(watch.proven()).isFalse();
    }

    @Test
    void a_text_full_of_the_letter_G_with_its_stride_broken_proves_nothing() {
        feed("GOOD GRIEF, no packets here; ".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        assertThat(watch.proven()).isFalse();
    }
}
