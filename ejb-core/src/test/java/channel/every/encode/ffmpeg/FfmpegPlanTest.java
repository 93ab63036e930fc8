package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.encode.AudioVariant;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeProfile;
import channel.every.encode.PictureRate;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.ts.Pid;
import channel.every.window.AudioCodec;
import channel.every.window.AudioStream;
import channel.every.window.FrameRate;
import channel.every.window.Language;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FfmpegPlanTest {
    private static final EncoderFingerprint OLD = new EncoderFingerprint("5.1.9-0+deb12u1", "");
    private static final EncoderFingerprint NEW = new EncoderFingerprint("n6.1", "");
    private static final FrameRate P59 = new FrameRate(60_000, 1001);

    @Test
    void every_word_of_the_default_plan_is_pinned() {
        FfmpegPlan plan = plan(BuiltInProfiles.DEFAULT, 0, P59, AudioCodec.AC3);

        assertThat(String.join(" ", plan.arguments(Path.of("out"))))
                .isEqualTo(
                        String.join(
                                " ",
                                "-hide_banner -nostdin -y -nostats -v level+info -benchmark",
                                "-cpuflags mmx+mmxext+sse+sse2+sse3+ssse3+sse4.1+sse4.2 -filter_threads 1 -filter_complex_threads 1",
                                "-threads 1 -copyts -fflags +bitexact -flags:v +bitexact -cons_noisegen:a:0 1 -f mpegts -i out/0.ts",
                                "-filter_complex [0:v:0]trim=start_pts=892492,bwdif=mode=send_frame:deint=interlaced,settb=1/90000,trim=start_pts=900000:end_pts=990090,setpts=PTS-900000,split=1[s0.0];[s0.0]scale=1280:720:flags=bicubic+accurate_rnd+bitexact,format=yuv420p[v0.0]",
                                "-map [v0.0] -fps_mode passthrough -enc_time_base:v 1:90000 -c:v libx264 -preset veryfast -profile:v high -crf 23",
                                "-x264-params cpu-independent=1:threads=1:lookahead_threads=1:sliced-threads=0:sync-lookahead=0:stitchable=1:scenecut=0:keyint=infinite:min-keyint=1:open-gop=0:bframes=0:fps=60000/1001:force-cfr=0",
                                "-flags:v +bitexact -video_track_timescale 90000",
                                "-map_metadata -1 -map_chapters -1 -fflags +bitexact -avoid_negative_ts disabled -use_editlist 0",
                                "-movflags +cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer+skip_sidx+frag_discont -f mp4 out/0-720p.mp4",
                                "-map 0:a:0 -af aresample=48000:out_chlayout=stereo:out_sample_fmt=fltp:async=1:min_hard_comp=0.01:first_pts=475984:dither_method=none,apad,atrim=start_pts=475984:end_pts=531280,asetpts=PTS-480000",
                                "-c:a aac -aac_coder fast -b:a 128000 -ac 2 -ar 48000 -threads 1 -flags:a +bitexact -bsf:a noise=drop='lt(pts\\,80)+gte(pts\\,48208)'",
                                "-map_metadata -1 -map_chapters -1 -fflags +bitexact -avoid_negative_ts disabled -use_editlist 0",
                                "-movflags +cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer+skip_sidx+frag_discont -f mp4 out/0-audio.mp4"));
    }

    @Test
    void all_rungs_come_from_one_decode() {
        List<String> words = words(AudioCodec.AC3, P59);

        assertThat(words).filteredOn("-i"::equals).hasSize(1);
        assertThat(words)
                .contains(
                        "[v0.0]",
                        "[v0.1]",
                        "[v0.2]",
                        "out/0-720p.mp4",
                        "out/0-540p.mp4",
                        "out/0-360p.mp4",
                        "out/0-audio.mp4");
        assertThat(words).anyMatch(word -> word.contains(",split=3[s0.0][s0.1][s0.2];[s0.0]scale=1280:720:"));
    }

    @Test
    void windows_of_one_process_follow_each_other_in_its_time_and_share_nothing() {
        FfmpegPlan first = plan(BuiltInProfiles.DEMO, 0, P59, AudioCodec.AC3);
        FfmpegPlan third = plan(BuiltInProfiles.DEMO, 2, P59, AudioCodec.AC3);
        List<String> words = new FfmpegPlan(
                        List.of(first.windows().getFirst(), third.windows().getFirst()))
                .arguments(Path.of("out"));

        assertThat(words).containsSubsequence("-i", "out/0.ts", "-i", "out/2.ts", "-filter_complex", "-filter_complex");
        assertThat(words)
                .anyMatch(word -> word.startsWith("[2:v:0]trim=start_pts=892492,bwdif")
                        && word.contains(",setpts=PTS-719820,split=1[s2.0]"))
                .anyMatch(word -> word.endsWith(",atrim=start_pts=475984:end_pts=531280,asetpts=PTS-383904"))
                .contains("2:a:0", "noise=drop='lt(pts\\,96176)+gte(pts\\,144304)'", "out/2-360p.mp4");
    }

    @Test
    void fields_become_pictures_of_their_own_where_the_profile_says_so() {
        EncodeProfile fields = fields();

        assertThat(plan(fields, 0, new FrameRate(30_000, 1001), null).arguments(Path.of("out")))
                .anyMatch(word -> word.contains("bwdif=mode=send_field:deint=interlaced"))
                .anyMatch(word -> word.contains(":fps=60000/1001:"));
        assertThat(plan(fields, 0, P59, null).arguments(Path.of("out")))
                .anyMatch(word -> word.contains(":fps=60000/1001:"));
    }

    @Test
    void mpeg_audio_is_decoded_in_floating_point_and_without_noise_words() {
        assertThat(words(AudioCodec.MPEG1, P59))
                .containsSequence("-c:a:0", "mp2float")
                .doesNotContain("-cons_noisegen:a:0");
    }

    @Test
    void aac_needs_no_decoder_words() {
        assertThat(words(AudioCodec.AAC_LATM, P59)).doesNotContain("-cons_noisegen:a:0", "mp2float");
    }

    @Test
    void radio_has_no_video_words_and_video_alone_no_audio_words() {
        assertThat(words(AudioCodec.MPEG1, null)).doesNotContain("-filter_complex", "libx264", "-flags:v");
        assertThat(words(null, P59)).doesNotContain("-af", "aac");
    }

    @Test
    void each_variant_is_made_of_the_stream_in_its_language_and_of_the_first_where_nobody_speaks_it() {
        Language spanish = new Language("spa");
        EncodeProfile profile = new EncodeProfile(
                new Label("two"),
                1,
                PictureRate.FRAME,
                List.of(),
                List.of(
                        new AudioVariant(Rendition.of("main"), 128_000, ChannelLayout.SURROUND, null),
                        new AudioVariant(Rendition.of("spa"), 96_000, ChannelLayout.STEREO, spanish),
                        new AudioVariant(Rendition.of("fra"), 96_000, ChannelLayout.STEREO, new Language("fra"))));
        List<AudioStream> streams = List.of(
                new AudioStream(new Pid(0x101), AudioCodec.AC3, List.of()),
                new AudioStream(new Pid(0x102), AudioCodec.MPEG1, List.of(spanish)));
        List<String> words = new FfmpegPlan(List.of(
                        new WindowPlan(profile, 0, new ChunkIndex(1), ChunkCadence.DEFAULT, null, streams, null)))
                .arguments(Path.of("out"));

        assertThat(words)
                .containsSubsequence("-cons_noisegen:a:0", "1", "-c:a:1", "mp2float", "-i")
                .containsSubsequence("-map", "0:a:0", "out/0-main.mp4")
                .containsSubsequence("-map", "0:a:1", "language=spa", "out/0-spa.mp4", "-map", "0:a:0", "out/0-fra.mp4")
                .filteredOn(word -> word.startsWith("language="))
                .hasSize(1);
        assertThat(words).anyMatch(word -> word.contains("out_chlayout=5.1"));
        assertThat(FfmpegPlan.template(profile, OLD)).contains("-map 0:a:2").contains("language=fra");
    }

    @Test
    void captions_of_fields_stay_with_the_first_field_on_builds_that_would_copy_them() {
        EncodeProfile fields = fields();

        assertThat(FfmpegPlan.template(fields, OLD))
                .contains(
                        "send_field:deint=interlaced,sidedata=mode=delete:type=A53_CC:enable='not(eq(round(t*180000),");
        assertThat(FfmpegPlan.template(fields, NEW)).doesNotContain("sidedata");
        assertThat(FfmpegPlan.template(BuiltInProfiles.DEFAULT, OLD)).doesNotContain("sidedata");
        assertThat(new FieldCaptions(List.of(900_000L, 903_003L)).filter())
                .endsWith("enable='not(eq(round(t*180000),1800000)+eq(round(t*180000),1806006))'");
        assertThat(new FieldCaptions(List.of()).filter()).isEqualTo("sidedata=mode=delete:type=A53_CC");
    }

    @Test
    void the_template_speaks_of_every_audio_codec() {
        assertThat(FfmpegPlan.template(BuiltInProfiles.DEFAULT, OLD))
                .hasLineCount(AudioCodec.values().length)
                .contains("mp2float")
                .contains("-cons_noisegen:a:0 1");
    }

    private static EncodeProfile fields() {
        return new EncodeProfile(new Label("fields"), 1, PictureRate.FIELD, BuiltInProfiles.DEMO.rungs(), List.of());
    }

    private static List<String> words(@Nullable AudioCodec audio, @Nullable FrameRate rate) {
        return plan(BuiltInProfiles.LADDER, 0, rate, audio).arguments(Path.of("out"));
    }

    private static FfmpegPlan plan(
            EncodeProfile profile, int place, @Nullable FrameRate rate, @Nullable AudioCodec audio) {
        return new FfmpegPlan(List.of(new WindowPlan(
                profile, place, new ChunkIndex(1), ChunkCadence.DEFAULT, rate, SampleMedia.audio(audio), null)));
    }
}
