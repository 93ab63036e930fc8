package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.encode.BuiltInProfiles;
import channel.every.encode.PlaybackSettings;
import channel.every.encode.PlaybackTarget;
import channel.every.station.StationRecording;
import channel.every.station.TestBroadcasts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaybackEncoderTest {
    private static final PlaybackSettings SETTINGS = PlaybackSettings.of(BuiltInProfiles.DEMO, 1001, 1001);

    @TempDir
    Path root = Path.of("unset");

    @Test
    void every_word_of_the_plan_is_pinned() {
        assertThat(String.join(" ", new PlaybackPlan(SETTINGS).arguments()))
                .isEqualTo("-hide_banner -nostats -v level+warning -copyts -f mpegts -i pipe:0 -map 0:v:0 -map 0:a:0"
                        + " -vf select='if(ld(0),1,st(0,gt(floor(t/1.001+0.001),floor(prev_t/1.001+0.001))))',bwdif=mode=send_frame:deint=interlaced,scale=640:360:flags=bicubic,format=yuv420p"
                        + " -c:v libx264 -preset ultrafast -profile:v high -crf 23"
                        + " -force_key_frames expr:if(isnan(prev_forced_t),1,gt(floor(t/1.001+0.001),floor(prev_forced_t/1.001+0.001)))"
                        + " -x264-params threads=1:cpu-independent=1:stitchable=1:scenecut=0:keyint=infinite:open-gop=0:bframes=0:rc-lookahead=0"
                        + " -af aresample=48000:async=1:min_hard_comp=0.01 -c:a aac -b:a 128000 -ac 2"
                        + " -map_metadata -1 -avoid_negative_ts disabled -use_editlist 0"
                        + " -movflags +frag_keyframe+empty_moov+default_base_moof+skip_trailer+frag_discont"
                        + " -flush_packets 1 -f mp4 pipe:1");
    }

    @Test
    void the_encoder_starts_at_a_multiple_of_its_boundary_and_at_once_without_one() {
        Instant now = Instant.ofEpochMilli(1001L * 1_780_000_000 + 400);

        assertThat(SETTINGS.untilStart(now)).isEqualTo(Duration.ofMillis(601));
        assertThat(SETTINGS.untilStart(now.plusMillis(601))).isZero();
        assertThat(PlaybackSettings.of(BuiltInProfiles.DEMO, 1001, 0).untilStart(now))
                .isZero();
        assertThatThrownBy(() -> PlaybackSettings.of(BuiltInProfiles.DEMO, 1001, -1))
                .hasMessage("start boundary must be 0 to 60000 ms: -1");
        assertThatThrownBy(() -> PlaybackSettings.of(BuiltInProfiles.DEMO, 50, 0))
                .hasMessage("keyframe distance must be 100 to 60000 ms: 50");
    }

    @Test
    void fragments_begin_with_keyframes_that_lie_alike_whenever_the_encoder_started() throws Exception {
        byte[] recording = StationRecording.of(
                        TestBroadcasts.open(TestBroadcasts.atsc()),
                        Instant.parse("2026-11-20T20:00:00Z"),
                        Duration.ofSeconds(7))
                .toBytes();
        Collected early = play(recording);
        Collected late = play(Arrays.copyOfRange(recording, 188 * 5003, recording.length));

        assertThat(early.fragments).hasSizeBetween(5, 9);
        List<String> keyframes = keyframes(early);
        assertThat(keyframes).hasSameSizeAs(early.fragments);
        assertThat(keyframes(late)).hasSizeGreaterThan(2).isSubsetOf(keyframes);
        for (int i = 1; i < keyframes.size(); i++) {
            assertThat(Double.parseDouble(keyframes.get(i)) - Double.parseDouble(keyframes.get(i - 1)))
                    .isBetween(0.984, 1.018);
        }
    }

    @Test
    void a_source_that_is_no_transport_stream_is_an_error_with_ffmpegs_words() {
        assertThatThrownBy(() -> play(new byte[100_000]))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("ffmpeg ended with status ");
    }

    @Test
    void an_encoder_that_dies_within_a_fragment_leaves_no_half_one() throws Exception {
        Path script = Files.writeString(
                root.resolve("ffmpeg-double"), "#!/bin/sh\nprintf '\\000\\000\\000\\020moofabcd'; kill -KILL $$\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Collected target = new Collected();

        assertThatThrownBy(() -> new PlaybackEncoder(new FfmpegBinary(script), SETTINGS)
                        .run(new ByteArrayInputStream(new byte[188]), target))
                .isInstanceOf(IOException.class)
                .hasMessage("the stream ends inside box 'moof'");
        assertThat(target.fragments).isEmpty();
    }

    @Test
    void a_target_that_refuses_ends_the_encoder() {
        PlaybackTarget full = new PlaybackTarget() {
            @Override
            public void init(byte[] segment) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void fragment(byte[] fragment) {
                throw new AssertionError("nothing follows");
            }
        };
        byte[] stream = SampleMedia.mpeg2WithAc3(SampleMedia.INDEX).input().transportStream();

        assertThatThrownBy(() ->
                        new PlaybackEncoder(SampleMedia.ffmpeg(), SETTINGS).run(new ByteArrayInputStream(stream), full))
                .hasMessage("No space left on device");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private static Collected play(byte[] stream) throws IOException, InterruptedException {
        Collected target = new Collected();
        new PlaybackEncoder(SampleMedia.ffmpeg(), SETTINGS).run(new ByteArrayInputStream(stream), target);
        return target;
    }

    private static List<String> keyframes(Collected target) {
        return SampleMedia.keyframes(target.file.toByteArray());
    }

    private static final class Collected implements PlaybackTarget {
        final List<byte[]> fragments = new ArrayList<>();
        final ByteArrayOutputStream file = new ByteArrayOutputStream();

        @Override
        public void init(byte[] segment) {
            file.writeBytes(segment);
        }

        @Override
        public void fragment(byte[] fragment) {
            fragments.add(fragment);
            file.writeBytes(fragment);
        }
    }
}
