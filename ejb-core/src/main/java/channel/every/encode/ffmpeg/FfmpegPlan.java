package channel.every.encode.ffmpeg;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.encode.AudioGrid;
import channel.every.encode.AudioVariant;
import channel.every.encode.EncodeProfile;
import channel.every.encode.Rung;
import channel.every.identity.Rendition;
import channel.every.window.AudioCodec;
import channel.every.window.FrameRate;
import channel.every.window.SourceWindow;
import channel.every.window.WindowInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ffmpeg arguments that turn a canonical window input into one fragmented MP4 file per rendition, all in one process.
 * Every word is there so that the bytes depend on the window, the profile and the build alone: not on the CPU, the number of
 * cores or what was decoded before.
 *
 * @param frameRate of the video, null without video
 * @param audioCodec of the audio, null without audio
 */
public record FfmpegPlan(
        EncodeProfile profile,
        ChunkIndex index,
        ChunkCadence cadence,
        @Nullable FrameRate frameRate,
        @Nullable AudioCodec audioCodec) {
    /** What every x86-64-v2 host has: AAC, AC-3 and resampling code differ between SSE and AVX. */
    private static final String CPU_FLAGS = "mmx+mmxext+sse+sse2+sse3+ssse3+sse4.1+sse4.2";

    public static FfmpegPlan of(EncodeProfile profile, SourceWindow window) {
        WindowInput input = window.input();
        if ((input.videoCodec() == null) != (input.frameRate() == null)) {
            throw new IllegalArgumentException("a window has a frame rate if and only if it has video");
        }
        return new FfmpegPlan(profile, window.index(), window.cadence(), input.frameRate(), input.audioCodec());
    }

    /** Rungs and audio variants that the window has a source for, in profile order. */
    List<Rung> rungs() {
        return frameRate == null ? List.of() : profile.rungs();
    }

    List<AudioVariant> audio() {
        return audioCodec == null ? List.of() : profile.audio();
    }

    /** The file a rendition is written to. */
    static Path output(Path directory, Rendition rendition) {
        return directory.resolve(rendition + ".mp4");
    }

    /** Everything after the executable's name. */
    public List<String> arguments(Path input, Path directory) {
        List<String> words = new ArrayList<>();
        // Info, because -benchmark reports there; the level in front of each line tells errors from chatter.
        add(words, "-hide_banner", "-nostdin", "-y", "-nostats", "-v", "level+info", "-benchmark");
        add(words, "-cpuflags", CPU_FLAGS, "-filter_threads", "1", "-filter_complex_threads", "1");
        addInput(words, input);
        if (!rungs().isEmpty()) {
            add(words, "-filter_complex", videoGraph());
        }
        for (int i = 0; i < rungs().size(); i++) {
            addRung(words, i, rungs().get(i), directory);
        }
        for (AudioVariant variant : audio()) {
            addAudio(words, variant, directory);
        }
        return List.copyOf(words);
    }

    private void addInput(List<String> words, Path input) {
        add(words, "-threads", "1", "-copyts", "-fflags", "+bitexact");
        if (frameRate != null) {
            add(words, "-flags:v", "+bitexact");
        }
        if (audioCodec != null) {
            addAudioDecoder(words, audioCodec);
        }
        add(words, "-f", "mpegts", "-i", input.toString());
    }

    private static void addAudioDecoder(List<String> words, AudioCodec codec) {
        switch (codec) {
            // The fixed-point decoder dithers from a state that remembers the preroll.
            case MPEG1 -> add(words, "-c:a", "mp2float");
            // Noise substitution must not depend on how many frames were decoded before.
            case AC3, EAC3 -> add(words, "-cons_noisegen:a", "1");
            case AAC_ADTS, AAC_LATM -> {}
        }
    }

    /** Cut to the window after deinterlacing, which looks at neighbours, and before scaling, which doesn't. */
    private String videoGraph() {
        long start = WindowInput.START_PTS;
        StringBuilder graph = new StringBuilder("[0:v:0]bwdif=mode=send_frame:deint=interlaced,settb=1/90000")
                .append(",trim=start_pts=" + start + ":end_pts=" + (start + cadence.ticks90k()))
                .append(",setpts=PTS-" + start)
                .append(",split=" + rungs().size());
        for (int i = 0; i < rungs().size(); i++) {
            graph.append("[s" + i + "]");
        }
        for (int i = 0; i < rungs().size(); i++) {
            Rung rung = rungs().get(i);
            graph.append(";[s" + i + "]scale=" + rung.width() + ":" + rung.height())
                    .append(":flags=bicubic+accurate_rnd+bitexact,format=yuv420p[v" + i + "]");
        }
        return graph.toString();
    }

    private void addRung(List<String> words, int number, Rung rung, Path directory) {
        add(words, "-map", "[v" + number + "]", "-fps_mode", "passthrough", "-enc_time_base:v", "1:90000");
        add(words, "-c:v", "libx264", "-preset", rung.preset().text(), "-profile:v", "high");
        add(words, "-crf", Integer.toString(rung.crf()));
        // stitchable, and fps fixed, so that the headers do not depend on the content or on a guess.
        add(
                words,
                "-x264-params",
                "cpu-independent=1:threads=1:lookahead_threads=1:sliced-threads=0:sync-lookahead=0:stitchable=1:scenecut=0"
                        + ":keyint=infinite:min-keyint=1:open-gop=0:bframes=0:fps=" + frameRate + ":force-cfr=0");
        add(words, "-flags:v", "+bitexact", "-video_track_timescale", "90000");
        addMuxer(words, rung.rendition(), directory);
    }

    private void addAudio(List<String> words, AudioVariant variant, Path directory) {
        AudioGrid grid = AudioGrid.of(index, cadence);
        add(words, "-map", "0:a:0", "-af");
        // min_hard_comp fills even one lost frame; without it a gap under 100 ms shifts the rest of the window.
        words.add("aresample=48000:out_chlayout=" + variant.layout().text()
                + ":out_sample_fmt=fltp:async=1:min_hard_comp=0.01:first_pts=" + grid.feedFrom() + ":dither_method=none"
                + ",atrim=start_pts=" + grid.feedFrom() + ":end_pts=" + grid.feedTo()
                + ",asetpts=PTS-" + AudioGrid.INPUT_START);
        add(words, "-c:a", "aac", "-aac_coder", "fast", "-b:a", Integer.toString(variant.bitsPerSecond()));
        add(words, "-ac", Integer.toString(variant.layout().channels()), "-ar", "48000", "-threads", "1");
        add(words, "-flags:a", "+bitexact");
        add(words, "-bsf:a", "noise=drop='lt(pts\\," + grid.keepFrom() + ")+gte(pts\\," + grid.keepTo() + ")'");
        addMuxer(words, variant.rendition(), directory);
    }

    private static void addMuxer(List<String> words, Rendition rendition, Path directory) {
        add(words, "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact");
        add(words, "-avoid_negative_ts", "disabled", "-use_editlist", "0", "-movflags");
        // frag_discont keeps tfdt where the first sample is, instead of starting every file at 0.
        add(words, "+cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer+skip_sidx+frag_discont");
        add(words, "-f", "mp4", output(directory, rendition).toString());
    }

    private static void add(List<String> words, String... more) {
        words.addAll(List.of(more));
    }

    /** The plan with every choice a window can make, for the profile's hash: equal texts are equal plans for every window. */
    static String template(EncodeProfile profile) {
        Path none = Path.of("");
        return Stream.of(AudioCodec.values())
                .map(codec -> new FfmpegPlan(
                        profile, new ChunkIndex(1), ChunkCadence.DEFAULT, new FrameRate(30_000, 1001), codec))
                .map(plan -> String.join(" ", plan.arguments(none, none)))
                .collect(Collectors.joining("\n"));
    }
}
