package channel.every.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.time.Timescale;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MediaHeaderTest {
    /** Where {@code aac-lc-stereo-init.mp4} has it: {@code und}, 0x55C4. */
    private static final int LANGUAGE = 0x118;

    @Test
    void ffmpegs_undetermined_language_is_none() throws IOException {
        assertThat(MediaHeader.of(init())).isEqualTo(new MediaHeader(new Timescale(48_000), null));
    }

    @Test
    void a_language_is_three_letters_of_five_bits() throws IOException {
        // s, p, a: 19, 16, 1
        assertThat(MediaHeader.of(spoken(0b0_10011_10000_00001)).language()).isEqualTo("spa");
    }

    @Test
    void a_header_of_64_bit_times_has_it_after_them() {
        byte[] mdhd =
                BoxBytes.fullBox("mdhd", 1, 0, BoxBytes.words(0, 0, 0, 0, 90_000, 0, 0, 0b0_00101_01110_00111 << 16));
        byte[] init = BoxBytes.box("moov", BoxBytes.box("trak", BoxBytes.box("mdia", mdhd)));
        assertThat(MediaHeader.of(init)).isEqualTo(new MediaHeader(new Timescale(90_000), "eng"));
    }

    @Test
    void numbers_of_languages_as_quicktime_has_them_name_none() throws IOException {
        assertThat(MediaHeader.of(spoken(8)).language()).isNull();
    }

    @Test
    void every_truncation_is_refused() throws IOException {
        byte[] init = init();
        for (int length = 0; length < init.length; length++) {
            byte[] cut = Arrays.copyOf(init, length);
            assertThatThrownBy(() -> MediaHeader.of(cut)).isInstanceOf(MalformedBoxException.class);
        }
    }

    private static byte[] spoken(int packed) throws IOException {
        byte[] init = init();
        assertThat(init[LANGUAGE]).isEqualTo((byte) 0x55);
        init[LANGUAGE] = (byte) (packed >>> 8);
        init[LANGUAGE + 1] = (byte) packed;
        return init;
    }

    private static byte[] init() throws IOException {
        String name = "aac-lc-stereo-init.mp4";
        try (InputStream in = Objects.requireNonNull(MediaHeaderTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
