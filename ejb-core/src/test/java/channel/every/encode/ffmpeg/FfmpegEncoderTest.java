package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.cmaf.Fragment;
import channel.every.encode.AudioGrid;
import channel.every.encode.AudioVariant;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.EncodedTrack;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.encode.X264Preset;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.time.Timescale;
import channel.every.window.AudioCodec;
import channel.every.window.FrameRate;
import channel.every.window.ProofStanding;
import channel.every.window.SourceWindow;
import channel.every.window.VideoCodec;
import channel.every.window.WindowInput;
import channel.every.window.WindowQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FfmpegEncoderTest {
    private static final EncodeProfile LADDER = new EncodeProfile(
            new Label("test-ladder"),
            1,
            PictureRate.FRAME,
            List.of(
                    new Rung(Rendition.of("180p"), 320, 180, X264Preset.VERYFAST, 23),
                    new Rung(Rendition.of("90p"), 160, 90, X264Preset.ULTRAFAST, 28)),
            List.of(new AudioVariant(Rendition.of("audio"), 96_000, ChannelLayout.STEREO, null)));

    private static FfmpegBinary ffmpeg = new FfmpegBinary(Path.of("unset"));
    private static EncoderFingerprint fingerprint = new EncoderFingerprint("unset", "unset");

    @TempDir
    Path root = Path.of("unset");

    @BeforeAll
    static void finds_ffmpeg() throws Exception {
        ffmpeg = SampleMedia.ffmpeg();
        fingerprint = EncoderFingerprint.of(ffmpeg);
    }

    /** ECP-0156: the same ladder twice under different identities; every init and media segment equal. */
    @Test
    void duplicate_publishers_same_input_produce_identical_cmaf_ladder_bytes() throws Exception {
        SourceWindow window = SampleMedia.mpeg2WithAc3(SampleMedia.INDEX);
        List<EncodedTrack> a = tracks(encoder(LADDER, ffmpeg, root.resolve("publisher-a")), window);
        List<EncodedTrack> b = tracks(encoder(LADDER, ffmpeg, root.resolve("publisher-b")), window);

        assertThat(a)
                .extracting(EncodedTrack::rendition)
                .extracting(Object::toString)
                .containsExactly("180p", "90p", "audio");
        assertThat(hashes(a)).isEqualTo(hashes(b)).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void windows_that_share_a_process_have_the_bytes_of_windows_alone() throws Exception {
        FfmpegEncoder encoder = encoder(LADDER, ffmpeg, root);
        List<SourceWindow> windows = new ArrayList<>();
        for (int i = 0; i < FfmpegEncoder.WINDOWS_A_PROCESS + 1; i++) {
            ChunkIndex index = new ChunkIndex(SampleMedia.INDEX.value() + i);
            windows.add(i % 2 == 0 ? SampleMedia.mpeg2WithAc3(index) : SampleMedia.h264WithMpegAudio(index));
        }
        List<EncodeOutcome> together = encoder.encodeAll(windows);

        assertThat(together).hasSameSizeAs(windows);
        for (int i = 0; i < windows.size(); i++) {
            assertThat(hashes(tracks(together.get(i))))
                    .as("window %d", i)
                    .isEqualTo(hashes(tracks(encoder, windows.get(i))));
        }
    }

    @Test
    void a_window_that_fails_takes_no_other_of_its_process_with_it() throws Exception {
        FfmpegEncoder encoder = encoder(LADDER, ffmpeg, root);
        SourceWindow good = SampleMedia.mpeg2WithAc3(SampleMedia.INDEX);
        List<EncodeOutcome> together = encoder.encodeAll(List.of(good, windowOf(new byte[188 * 10]), good));

        assertThat(together.get(1)).isInstanceOf(EncodeOutcome.Failed.class);
        assertThat(hashes(tracks(together.getFirst())))
                .isEqualTo(hashes(tracks(together.getLast())))
                .isEqualTo(hashes(tracks(encoder, good)));
    }

    @Test
    void what_was_encoded_before_leaves_no_trace() throws Exception {
        FfmpegEncoder encoder = encoder(LADDER, ffmpeg, root);
        SourceWindow window = SampleMedia.mpeg2WithAc3(SampleMedia.INDEX);
        List<Blake3Hash> first = hashes(tracks(encoder, window));
        tracks(encoder, SampleMedia.h264WithMpegAudio(new ChunkIndex(7)));

        assertThat(hashes(tracks(encoder, window))).isEqualTo(first);
    }

    @Test
    void windows_put_end_to_end_are_gapless_and_decode_without_a_warning() throws Exception {
        FfmpegEncoder encoder = encoder(LADDER, ffmpeg, root);
        List<List<EncodedTrack>> windows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            windows.add(tracks(encoder, SampleMedia.mpeg2WithAc3(new ChunkIndex(SampleMedia.INDEX.value() + i))));
        }

        for (int rendition = 0; rendition < 3; rendition++) {
            int number = rendition;
            List<Fragment> fragments = windows.stream()
                    .flatMap(tracks -> tracks.get(number).fragments().stream())
                    .toList();
            for (int i = 1; i < fragments.size(); i++) {
                Fragment before = fragments.get(i - 1);
                assertThat(fragments.get(i).decodeTime()).isEqualTo(before.decodeTime() + before.duration());
            }
            assertThat(windows)
                    .extracting(tracks -> Blake3.hash(tracks.get(number).init().bytes()))
                    .containsOnly(
                            Blake3.hash(windows.getFirst().get(number).init().bytes()));
            assertThat(SampleMedia.complaints(
                            SampleMedia.file(windows.getFirst().get(number).init(), fragments)))
                    .isEmpty();
        }
    }

    @Test
    void video_fills_the_window_exactly() throws Exception {
        EncodedTrack video = tracks(encoder(LADDER, ffmpeg, root), SampleMedia.mpeg2WithAc3(SampleMedia.INDEX))
                .getFirst();

        assertThat(video.fragments()).singleElement().satisfies(fragment -> {
            assertThat(fragment.timescale()).isEqualTo(Timescale.VIDEO_90K);
            assertThat(fragment.decodeTime()).isEqualTo(SampleMedia.INDEX.startTicks90k(ChunkCadence.DEFAULT));
            assertThat(fragment.duration()).isEqualTo(ChunkCadence.DEFAULT.ticks90k());
            assertThat(fragment.sequence()).isEqualTo(SampleMedia.INDEX.value());
        });
        byte[] file = SampleMedia.file(video.init(), video.fragments());
        long start = video.fragments().getFirst().decodeTime();
        assertThat(SampleMedia.packets(file, "pts,flags"))
                .isEqualTo(IntStream.range(0, 30)
                        .mapToObj(frame -> start + 3003 * frame + (frame == 0 ? ",K_" : ",__"))
                        .toList());
        assertThat(SampleMedia.stream(file, "width,height,codec_name")).containsExactly("h264,320,180");
    }

    @Test
    void audio_frames_lie_on_the_global_grid() throws Exception {
        FfmpegEncoder encoder = encoder(LADDER, ffmpeg, root);
        for (ChunkIndex index : List.of(SampleMedia.INDEX, owning(46), owning(47))) {
            EncodedTrack audio =
                    tracks(encoder, SampleMedia.mpeg2WithAc3(index)).getLast();
            Fragment fragment = audio.fragments().getFirst();

            assertThat(audio.fragments()).hasSize(1);
            assertThat(fragment.duration())
                    .isEqualTo(1024L * AudioGrid.of(index, ChunkCadence.DEFAULT).frames());
            assertThat(fragment.timescale()).isEqualTo(Timescale.AUDIO_48K);
            assertThat(fragment.decodeTime())
                    .isEqualTo(Math.ceilDiv(index.startSamples48k(ChunkCadence.DEFAULT), 1024) * 1024);
            assertThat(SampleMedia.packets(SampleMedia.file(audio.init(), audio.fragments()), "pts"))
                    .hasSize(AudioGrid.of(index, ChunkCadence.DEFAULT).frames())
                    .startsWith(Long.toString(fragment.decodeTime()));
        }
    }

    /** A window that begins this many audio frames. */
    private static ChunkIndex owning(int frames) {
        return LongStream.iterate(SampleMedia.INDEX.value(), value -> value + 1)
                .mapToObj(ChunkIndex::new)
                .filter(index -> AudioGrid.of(index, ChunkCadence.DEFAULT).frames() == frames)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void interlaced_h264_with_mpeg_audio_is_encoded_too() throws Exception {
        List<EncodedTrack> tracks =
                tracks(encoder(LADDER, ffmpeg, root), SampleMedia.h264WithMpegAudio(SampleMedia.INDEX));

        assertThat(tracks).hasSize(3);
        assertThat(tracks.getFirst().fragments().getFirst().duration()).isEqualTo(ChunkCadence.DEFAULT.ticks90k());
        assertThat(SampleMedia.stream(
                        SampleMedia.file(
                                tracks.getFirst().init(), tracks.getFirst().fragments()),
                        "field_order"))
                .containsExactly("progressive");
    }

    @Test
    void a_radio_program_has_audio_only_and_a_silent_one_video_only() throws Exception {
        FfmpegEncoder encoder = encoder(LADDER, ffmpeg, root);

        assertThat(tracks(encoder, SampleMedia.radio(SampleMedia.INDEX)))
                .extracting(track -> track.rendition().toString())
                .containsExactly("audio");
        assertThat(tracks(encoder, SampleMedia.videoOnly(SampleMedia.INDEX)))
                .extracting(track -> track.rendition().toString())
                .containsExactly("180p", "90p");
    }

    @Test
    void the_cpu_time_of_the_process_is_told() throws Exception {
        assertThat(encoder(LADDER, ffmpeg, root).encode(SampleMedia.videoOnly(SampleMedia.INDEX)))
                .isInstanceOfSatisfying(
                        EncodeOutcome.Encoded.class,
                        done -> assertThat(done.cpu()).isPositive());
    }

    @Test
    void a_window_that_is_no_transport_stream_fails_with_ffmpegs_own_words_and_leaves_nothing_behind()
            throws Exception {
        byte[] text = "this is not a transport stream\n".repeat(100).getBytes(StandardCharsets.UTF_8);

        assertThat(encoder(LADDER, ffmpeg, root).encode(windowOf(text)))
                .isInstanceOfSatisfying(
                        EncodeOutcome.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("could not find codec parameters")
                                .doesNotContain("\n"));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void a_window_without_a_frame_inside_fails_whole() throws Exception {
        SourceWindow early = SampleMedia.videoOnly(SampleMedia.INDEX);
        byte[] firstThird =
                Arrays.copyOf(early.input().transportStream(), early.input().transportStream().length / 188 / 5 * 188);

        assertThat(encoder(LADDER, ffmpeg, root)
                        .encode(new SourceWindow(
                                early.index(),
                                early.cadence(),
                                true,
                                ProofStanding.ELIGIBLE,
                                new WindowInput(
                                        firstThird,
                                        Blake3.hash(firstThird),
                                        VideoCodec.MPEG2,
                                        early.input().frameRate(),
                                        List.of()),
                                WindowQuality.WHOLE)))
                .isInstanceOf(EncodeOutcome.Failed.class);
    }

    @Test
    void a_hanging_ffmpeg_is_killed_at_the_timeout() throws Exception {
        Path pids = root.resolve("pids");
        FfmpegBinary hanging = script("echo $$ >> " + pids + "; kill -STOP $$");
        FfmpegEncoder encoder = new FfmpegEncoder(
                LADDER, hanging, fingerprint, new EncodeWorkspace(root.resolve("work")), Duration.ofMillis(300));

        assertThat(encoder.encode(windowOf(new byte[188])))
                .isInstanceOfSatisfying(
                        EncodeOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("300 ms"));
        assertThat(living(pids)).isEmpty();
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void an_interrupt_kills_the_process_and_is_passed_on() throws Exception {
        Path pids = root.resolve("pids");
        FfmpegBinary hanging = script("echo $$ >> " + pids + "; exec sleep 1000");
        FfmpegEncoder encoder = encoder(LADDER, hanging, root.resolve("work"));
        List<Throwable> thrown = new ArrayList<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                encoder.encode(windowOf(new byte[188]));
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        for (int i = 0; i < 500 && !Files.exists(pids); i++) {
            worker.join(Duration.ofMillis(20));
        }
        worker.interrupt();

        assertThat(worker.join(Duration.ofSeconds(20))).isTrue();
        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(living(pids)).isEmpty();
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void a_crashing_ffmpeg_is_a_failure_with_its_status() throws Exception {
        assertThat(encoder(LADDER, script("kill -SEGV $$"), root.resolve("work"))
                        .encode(windowOf(new byte[188])))
                .isInstanceOfSatisfying(
                        EncodeOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("139"));
    }

    @Test
    void the_profile_hash_covers_profile_and_build() throws Exception {
        Blake3Hash hash = encoder(LADDER, ffmpeg, root).profileHash();
        EncoderFingerprint other = new EncoderFingerprint("5.1.9", fingerprint.text() + " patched");

        assertThat(encoder(LADDER, ffmpeg, root).profileHash()).isEqualTo(hash);
        assertThat(encoder(BuiltInProfiles.DEMO, ffmpeg, root).profileHash()).isNotEqualTo(hash);
        assertThat(new FfmpegEncoder(LADDER, ffmpeg, other, new EncodeWorkspace(root), FfmpegEncoder.DEFAULT_TIMEOUT)
                        .profileHash())
                .isNotEqualTo(hash);
    }

    private static FfmpegEncoder encoder(EncodeProfile profile, FfmpegBinary binary, Path work) throws IOException {
        return new FfmpegEncoder(
                profile, binary, fingerprint, new EncodeWorkspace(work), FfmpegEncoder.DEFAULT_TIMEOUT);
    }

    private FfmpegBinary script(String body) throws IOException {
        Path script = Files.writeString(root.resolve("ffmpeg-double"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new FfmpegBinary(script);
    }

    private static List<Long> living(Path pids) throws IOException {
        return Files.readAllLines(pids).stream()
                .map(Long::valueOf)
                .filter(pid -> ProcessHandle.of(pid).isPresent())
                .toList();
    }

    private static SourceWindow windowOf(byte[] stream) {
        return new SourceWindow(
                SampleMedia.INDEX,
                ChunkCadence.DEFAULT,
                true,
                ProofStanding.ELIGIBLE,
                new WindowInput(
                        stream,
                        Blake3.hash(stream),
                        VideoCodec.MPEG2,
                        new FrameRate(30_000, 1001),
                        SampleMedia.audio(AudioCodec.AC3)),
                WindowQuality.WHOLE);
    }

    private static List<EncodedTrack> tracks(FfmpegEncoder encoder, SourceWindow window) throws InterruptedException {
        return tracks(encoder.encode(window));
    }

    private static List<EncodedTrack> tracks(EncodeOutcome outcome) {
        assertThat(outcome).isInstanceOf(EncodeOutcome.Encoded.class);
        return ((EncodeOutcome.Encoded) outcome).tracks();
    }

    private static List<Blake3Hash> hashes(List<EncodedTrack> tracks) {
        return tracks.stream()
                .flatMap(track -> Stream.concat(
                        Stream.of(track.init().bytes()),
                        track.fragments().stream().map(Fragment::bytes)))
                .map(Blake3::hash)
                .toList();
    }
}
