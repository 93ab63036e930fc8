package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.encode.AudioVariant;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.encode.X264Preset;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.window.SourceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ffmpeg that does what it should not: the window fails whole, with a reason, and nothing of it stays. */
final class EncoderFaultTest {
    private static final EncodeProfile PROFILE = new EncodeProfile(
            new Label("faults"),
            1,
            PictureRate.FRAME,
            List.of(new Rung(Rendition.of("90p"), 160, 90, X264Preset.ULTRAFAST, 28)),
            List.of(new AudioVariant(Rendition.of("audio"), 96_000, ChannelLayout.STEREO, null)));

    private static final SourceWindow WINDOW = SampleMedia.mpeg2WithAc3(SampleMedia.INDEX);

    /** The last output is the audio's; its name is the last word. */
    private static final String RUN = SampleMedia.ffmpeg().path() + " \"$@\"; for last; do :; done";

    @TempDir
    Path root = Path.of("unset");

    @AfterEach
    void nothing_stays() throws Exception {
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void output_that_is_no_mp4_is_refused() throws Exception {
        assertThat(reason(RUN + "; head -c 3000 /dev/urandom > \"$last\"")).startsWith("ffmpeg's output: ");
    }

    @Test
    void half_an_output_is_refused() throws Exception {
        assertThat(reason(RUN + "; truncate -s -100 \"$last\"")).startsWith("ffmpeg's output: box 'mdat' has size");
        assertThat(reason(RUN + "; truncate -s 900 \"$last\"")).startsWith("ffmpeg's output: ");
    }

    @Test
    void an_empty_output_is_refused() throws Exception {
        assertThat(reason(RUN + "; : > \"$last\"")).startsWith("ffmpeg's output: init segment needs");
    }

    @Test
    void a_missing_output_is_refused() throws Exception {
        assertThat(reason(RUN + "; rm \"$last\"")).startsWith("ffmpeg ended well without writing ");
    }

    @Test
    void a_full_disk_is_named() throws Exception {
        assertThat(reason("for last; do :; done; ln -s /dev/full \"$last\"; exec "
                        + SampleMedia.ffmpeg().path() + " \"$@\""))
                .contains("No space left on device");
    }

    @Test
    void an_ffmpeg_that_is_gone_is_a_failure_with_its_remedy() throws Exception {
        assertThat(reasonOf(new FfmpegBinary(root.resolve("gone")))).contains("apt-get install ffmpeg");
    }

    @Test
    void an_ffmpeg_that_was_killed_half_way_leaves_no_half_window() throws Exception {
        assertThat(reason(RUN + "; kill -KILL $$")).startsWith("ffmpeg: ");
    }

    private String reason(String script) throws Exception {
        Path file = Files.writeString(root.resolve("ffmpeg-double"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return reasonOf(new FfmpegBinary(file));
    }

    private String reasonOf(FfmpegBinary binary) throws IOException, InterruptedException {
        EncodeOutcome outcome = new FfmpegEncoder(
                        PROFILE,
                        binary,
                        new EncoderFingerprint("5", "5"),
                        new EncodeWorkspace(root.resolve("work")),
                        FfmpegEncoder.DEFAULT_TIMEOUT)
                .encode(WINDOW);
        assertThat(outcome).isInstanceOf(EncodeOutcome.Failed.class);
        return ((EncodeOutcome.Failed) outcome).reason();
    }
}
