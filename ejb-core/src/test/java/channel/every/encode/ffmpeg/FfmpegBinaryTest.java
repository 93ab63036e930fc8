package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FfmpegBinaryTest {
    @TempDir
    Path empty = Path.of("unset");

    @Test
    void a_machine_without_ffmpeg_is_told_how_to_install_it() {
        assertThatThrownBy(() -> FfmpegBinary.find(null, empty.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no ffmpeg on PATH; install it (apt-get install ffmpeg) or set ec.ffmpeg");
        assertThatThrownBy(() -> FfmpegBinary.find(null, null)).hasMessageContaining("no ffmpeg on PATH");
    }

    @Test
    void a_configured_path_that_is_no_executable_is_named() {
        assertThatThrownBy(() -> FfmpegBinary.find(empty.toString(), System.getenv("PATH")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ec.ffmpeg names \"" + empty + "\", which is no executable");
    }

    @Test
    void a_configured_path_goes_before_the_search() throws Exception {
        Path real = SampleMedia.ffmpeg().path();

        assertThat(FfmpegBinary.find(real.toString(), "").path()).isEqualTo(real);
        assertThat(FfmpegBinary.find(" ", real.resolveSibling("").toString()).path())
                .isEqualTo(real);
    }

    @Test
    void what_cannot_be_started_is_a_broken_run() throws Exception {
        FfmpegBinary missing = new FfmpegBinary(empty.resolve("ffmpeg"));

        assertThat(missing.run(List.of("-version"), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        RunOutcome.Broken.class,
                        broken -> assertThat(broken.reason())
                                .startsWith("cannot start " + missing.path())
                                .contains("apt-get install ffmpeg"));
    }

    @Test
    void the_fingerprint_names_the_version_and_hashes_the_code_that_touches_samples() throws Exception {
        EncoderFingerprint fingerprint = EncoderFingerprint.of(SampleMedia.ffmpeg());

        assertThat(fingerprint.text())
                .startsWith("ffmpeg " + fingerprint.version() + "\nconfiguration: ")
                .containsPattern("(?m)^ffmpeg [0-9a-f]{64}$")
                .isEqualTo(EncoderFingerprint.of(SampleMedia.ffmpeg()).text());
    }

    @Test
    void another_program_is_no_ffmpeg() {
        assertThatThrownBy(() -> EncoderFingerprint.of(new FfmpegBinary(Path.of("/bin/echo"))))
                .isInstanceOf(IOException.class)
                .hasMessage("/bin/echo does not say which ffmpeg it is");
    }
}
