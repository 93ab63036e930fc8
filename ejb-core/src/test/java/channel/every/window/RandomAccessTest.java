package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomAccessTest {
    private static boolean starts(VideoCodec codec, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return RandomAccess.startsAt(codec, bytes, 0, bytes.length);
    }

    @Test
    void mpeg2_needs_a_sequence_header_and_an_intra_picture() {
        assertThat(starts(VideoCodec.MPEG2, "000001B3 2D024033 000001B8 00080000 00000100 000FFFF8"))
                .isTrue();
        assertThat(starts(VideoCodec.MPEG2, "000001B3 2D024033 00000100 0017FFF8"))
                .isFalse();
        assertThat(starts(VideoCodec.MPEG2, "000001B8 00080000 00000100 000FFFF8"))
                .isFalse();
        assertThat(starts(VideoCodec.MPEG2, "000001B3 2D024033")).isFalse();
    }

    @Test
    void h264_starts_at_an_idr_slice_or_behind_a_sequence_parameter_set() {
        assertThat(starts(VideoCodec.H264, "00000001 09F0 00000001 6588")).isTrue();
        assertThat(starts(VideoCodec.H264, "00000001 09F0 00000001 6764 00000001 68EE 00000001 0605 00000001 619A"))
                .isTrue();
        assertThat(starts(VideoCodec.H264, "00000001 09F0 00000001 68EE 00000001 0605 00000001 619A"))
                .isFalse();
        assertThat(starts(VideoCodec.H264, "00000001 09F0 00000001 419A")).isFalse();
    }

    @Test
    void hevc_starts_at_bla_idr_and_cra_pictures() {
        assertThat(starts(VideoCodec.HEVC, "00000001 4601 00000001 4001 00000001 2601AC"))
                .isTrue();
        assertThat(starts(VideoCodec.HEVC, "00000001 4601 00000001 2A01AC")).isTrue();
        assertThat(starts(VideoCodec.HEVC, "00000001 4601 00000001 2001AC")).isTrue();
        assertThat(starts(VideoCodec.HEVC, "00000001 4601 00000001 0201D0")).isFalse();
        assertThat(starts(VideoCodec.HEVC, "00000001 4601 00000001 2C01D0")).isFalse();
    }

    @Test
    void only_the_first_picture_counts() {
        assertThat(starts(VideoCodec.H264, "000001 419A 000001 6764 000001 6588"))
                .isFalse();
        assertThat(starts(VideoCodec.HEVC, "000001 0201 000001 2601")).isFalse();
    }

    @Test
    void a_start_code_cut_off_by_the_end_is_none() {
        assertThat(starts(VideoCodec.H264, "000001")).isFalse();
        assertThat(starts(VideoCodec.H264, "")).isFalse();
        assertThat(starts(VideoCodec.MPEG2, "000001B3 00000100 00")).isFalse();
    }

    @Test
    void start_codes_are_found_wherever_they_lie_among_zeros_and_ones() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(4) > 0 ? random.nextInt(2) : random.nextInt(256));
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            assertThat(RandomAccess.nextStartCode(bytes, from, end))
                    .as("%s from %d to %d", HexFormat.of().formatHex(bytes), from, end)
                    .isEqualTo(plainly(bytes, from, end));
        }
    }

    private static int plainly(byte[] bytes, int from, int end) {
        for (int i = from; i + 3 < end; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
                return i + 3;
            }
        }
        return end;
    }
}
