package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFramesTest {
    /** ffmpeg is the oracle: what it encoded from two seconds lasts two seconds and less than two frames more. */
    @ParameterizedTest
    @CsvSource({
        "AC3, 48000, -c:a ac3 -b:a 192k -f ac3",
        "AC3, 44100, -c:a ac3 -b:a 192k -f ac3",
        "AC3, 32000, -c:a ac3 -b:a 448k -f ac3",
        "EAC3, 48000, -c:a eac3 -b:a 128k -f eac3",
        "EAC3, 44100, -c:a eac3 -b:a 128k -f eac3",
        "MPEG1, 48000, -c:a mp2 -b:a 256k -f mp2",
        "MPEG1, 44100, -c:a mp2 -b:a 192k -f mp2",
        "MPEG1, 24000, -c:a mp2 -b:a 64k -f mp2",
        "AAC_ADTS, 48000, -c:a aac -f adts",
        "AAC_ADTS, 44100, -c:a aac -f adts"
    })
    void frames_last_as_long_as_what_they_were_made_of(AudioCodec codec, int hertz, String output) throws Exception {
        byte[] stream = encode(hertz, output);
        long ticks = AudioFrames.ticks(codec, stream, 0, stream.length);
        assertThat(ticks).isBetween(180_000L, 180_000L + 2 * 90_000 * 1536 / hertz + 90_000 * 1024 / hertz);
    }

    @Test
    void latm_frames_are_counted_at_their_longest() throws Exception {
        byte[] stream = encode(48_000, "-c:a aac -f latm");
        long ticks = AudioFrames.ticks(AudioCodec.AAC_LATM, stream, 0, stream.length);
        assertThat(ticks).isBetween(2 * 180_000L, 2 * 180_000L + 3 * 3840);
    }

    @Test
    void frames_that_begin_elsewhere_do_not_count() throws Exception {
        byte[] stream = encode(48_000, "-c:a ac3 -b:a 192k -f ac3");
        // 768 bytes and 2880 ticks a frame at 192 kbit/s
        assertThat(AudioFrames.ticks(AudioCodec.AC3, stream, 0, 768)).isEqualTo(2880);
        assertThat(AudioFrames.ticks(AudioCodec.AC3, stream, 100, 768 * 3)).isEqualTo(2 * 2880);
        assertThat(AudioFrames.ticks(AudioCodec.AC3, stream, 0, 768 * 2 + 20)).isEqualTo(3 * 2880);
        assertThat(AudioFrames.ticks(AudioCodec.AC3, stream, 1, 768)).isZero();
    }

    @Test
    void noise_holds_no_frames() {
        byte[] zeros = new byte[10_000];
        for (AudioCodec codec : AudioCodec.values()) {
            assertThat(AudioFrames.ticks(codec, zeros, 0, zeros.length)).isZero();
        }
    }

    private static byte[] encode(int hertz, String output) throws IOException, InterruptedException {
        Path file = Files.createTempFile("audio", ".bin");
        try {
            List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-y", "-v", "error", "-f", "lavfi"));
            command.addAll(List.of("-i", "sine=frequency=440:duration=2:sample_rate=" + hertz, "-ac", "2"));
            command.addAll(List.of(output.split(" ")));
            command.add(file.toString());
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
