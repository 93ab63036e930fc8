package channel.every.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SampleEntryTest {
    @Test
    void an_h264_init_segment_tells_profile_level_and_picture_size() throws IOException {
        SampleEntry entry = SampleEntry.of(resource("h264-720p-high-init.mp4"));
        assertThat(entry).isEqualTo(new SampleEntry("avc1.640020", 1280, 720, 0, 0));
        assertThat(entry.video()).isTrue();
    }

    @Test
    void an_aac_init_segment_tells_its_audio_object_type_rate_and_channels() throws IOException {
        SampleEntry entry = SampleEntry.of(resource("aac-lc-stereo-init.mp4"));
        assertThat(entry).isEqualTo(new SampleEntry("mp4a.40.2", 0, 0, 48_000, 2));
        assertThat(entry.video()).isFalse();
    }

    @Test
    void an_escaped_audio_object_type_is_read_from_six_more_bits() throws IOException {
        byte[] init = resource("aac-lc-stereo-init.mp4");
        int specificConfig = 0x1ec;
        assertThat(init[specificConfig]).isEqualTo((byte) 0x11);
        // 11111 001010 ...: 31, then 10: object type 42, USAC (ISO/IEC 14496-3 1.6.2.1).
        init[specificConfig] = (byte) 0xF9;
        init[specificConfig + 1] = 0x40;
        assertThat(SampleEntry.of(init).codecs()).isEqualTo("mp4a.40.42");
    }

    @Test
    void every_truncation_is_refused_and_none_escapes_as_another_exception() throws IOException {
        byte[] init = resource("h264-720p-high-init.mp4");
        for (int length = 0; length < init.length; length++) {
            byte[] cut = Arrays.copyOf(init, length);
            assertThatThrownBy(() -> SampleEntry.of(cut)).isInstanceOf(MalformedBoxException.class);
        }
    }

    @Test
    void a_codec_unknown_here_is_named() throws IOException {
        byte[] init = resource("aac-lc-stereo-init.mp4");
        int sampleEntryType = 0x1a1;
        init[sampleEntryType] = 'x';
        assertThatThrownBy(() -> SampleEntry.of(init)).hasMessageContaining("'xp4a'");
    }

    /** Init segments as ffmpeg 5.1.9 writes them with the movflags of the encode profile. */
    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SampleEntryTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
