package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void glibc_takes_what_a_run_is_told_about_memory() throws Exception {
        assumeThat(System.getenv("GLIBC_TUNABLES")).as("an operator's own stay").isNull();
        Path script = empty.resolve("ffmpeg-double");
        Path said = empty.resolve("said");
        Files.writeString(script, "#!/bin/sh\nexec /lib64/ld-linux-x86-64.so.2 --list-tunables > " + said + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(new FfmpegBinary(script).run(List.of(), Duration.ofSeconds(30)))
                .isInstanceOf(RunOutcome.Finished.class);
        assertThat(said)
                .content()
                .contains(
                        "glibc.malloc.hugetlb: 0x1 ",
                        "glibc.malloc.mmap_max: 0 ",
                        "glibc.malloc.trim_threshold: 0x100000000 ",
                        "glibc.malloc.top_pad: 0x4000000 ");
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
