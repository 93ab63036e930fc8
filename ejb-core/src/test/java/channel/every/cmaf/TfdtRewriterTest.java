package channel.every.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.time.Timescale;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TfdtRewriterTest {
    /** A moment of 2026 in 90 kHz ticks: more than 32 bits. */
    private static final long WINDOW_START = 1_780_000_123L * 90_090;

    @Test
    void a_fragment_moves_to_the_shared_clock_and_nothing_else_changes() {
        byte[] bytes = BoxBytes.fragment(BoxBytes.tfdt64(17), 3003, 3003);
        Fragment moved = new TfdtRewriter(1_780_000_123L, WINDOW_START).rewrite(fragment(bytes));

        assertThat(moved.decodeTime()).isEqualTo(WINDOW_START + 17);
        assertThat(moved.sequence()).isEqualTo(1_780_000_123L);
        assertThat(moved.duration()).isEqualTo(6006);
        assertThat(differences(bytes, moved.bytes())).isBetween(1, 12);
        assertThat(new TfdtRewriter(1, -WINDOW_START).rewrite(moved).bytes()).isEqualTo(bytes);
    }

    @Test
    void the_original_stays_as_it_was() {
        byte[] bytes = BoxBytes.fragment(BoxBytes.tfdt64(0), 3003);
        byte[] before = bytes.clone();
        new TfdtRewriter(5, WINDOW_START).rewrite(fragment(bytes));

        assertThat(bytes).isEqualTo(before);
    }

    @Test
    void the_sequence_number_is_the_index_modulo_two_to_the_32() {
        Fragment moved =
                new TfdtRewriter((1L << 32) + 7, 0).rewrite(fragment(BoxBytes.fragment(BoxBytes.tfdt64(0), 1)));

        assertThat(moved.sequence()).isEqualTo(7);
    }

    @Test
    void a_32_bit_decode_time_that_cannot_hold_the_shared_clock_is_refused() {
        Fragment narrow = fragment(BoxBytes.fragment(BoxBytes.tfdt32(0), 3003));

        assertThatThrownBy(() -> new TfdtRewriter(1, WINDOW_START).rewrite(narrow))
                .isInstanceOf(MalformedBoxException.class)
                .hasMessageStartingWith("tfdt version 0 has no room for decode time " + WINDOW_START);
        assertThat(new TfdtRewriter(1, 90_000).rewrite(narrow).decodeTime()).isEqualTo(90_000);
    }

    @Test
    void ffprobe_reads_the_moved_time() {
        CmafTrack track = CmafTrack.read(SampleMedia.made(
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=sample_rate=48000",
                        "-t",
                        "1",
                        "-c:a",
                        "aac",
                        "-fflags",
                        "+bitexact",
                        "-use_editlist",
                        "0",
                        "-movflags",
                        "+cmaf+empty_moov+default_base_moof+skip_trailer",
                        "-f",
                        "mp4"),
                "oracle.mp4"));
        Fragment first = track.fragments().getFirst();
        long shift = 1024L * 83_437_505_765L;
        Fragment moved = new TfdtRewriter(9, shift).rewrite(first);

        assertThat(SampleMedia.packets(SampleMedia.file(track.init(), List.of(moved)), "dts"))
                .startsWith(Long.toString(first.decodeTime() + shift));
    }

    private static Fragment fragment(byte[] bytes) {
        return new Fragment(bytes, 1, 0, Timescale.VIDEO_90K, 0);
    }

    private static int differences(byte[] a, byte[] b) {
        assertThat(a).hasSameSizeAs(b);
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }
}
