package channel.every.encode.ffmpeg;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.encode.AudioGrid;
import channel.every.encode.AudioVariant;
import channel.every.encode.EncodeProfile;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.identity.Rendition;
import channel.every.window.AudioCodec;
import channel.every.window.AudioStream;
import channel.every.window.FrameRate;
import channel.every.window.Language;
import channel.every.window.SourceWindow;
import channel.every.window.WindowInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words that one window adds to an ffmpeg process: its input, its filters, one output a rendition. Every word is there so that
 * the bytes depend on the window, the profile and the build alone: not on the CPU, the number of cores or what was decoded before.
 *
 * @param place of the window in its process, from 0; its time stamps follow those of the window before, so that ffmpeg, which
 *     always serves the output that is behind, encodes one window after another
 * @param frameRate of the video, null without video
 * @param audio streams of the input, empty without audio
 * @param captions how they are kept whole, null where ffmpeg does it
 */
record WindowPlan(
        EncodeProfile profile,
        int place,
        ChunkIndex index,
        ChunkCadence cadence,
        @Nullable FrameRate frameRate,
        List<AudioStream> audio,
        @Nullable FieldCaptions captions) {
    WindowPlan {
        audio = List.copyOf(audio);
    }

    static WindowPlan of(EncodeProfile profile, EncoderFingerprint build, SourceWindow window, int place) {
        WindowInput input = window.input();
        if ((input.videoCodec() == null) != (input.frameRate() == null)) {
            throw new IllegalArgumentException("a window has a frame rate if and only if it has video");
        }
        boolean copied = profile.pictureRate() == PictureRate.FIELD && build.copiesCaptions();
        return new WindowPlan(
                profile,
                place,
                window.index(),
                window.cadence(),
                input.frameRate(),
                input.audio(),
                copied ? FieldCaptions.of(input, window.cadence()) : null);
    }

    /** Rungs and audio variants that the window has a source for, in profile order. */
    List<Rung> rungs() {
        return frameRate == null ? List.of() : profile.rungs();
    }

    List<AudioVariant> variants() {
        return audio.isEmpty() ? List.of() : profile.audio();
    }

    /** Whether the profile has nothing to make of the window. */
    boolean empty() {
        return rungs().isEmpty() && variants().isEmpty();
    }

    /** The canonical input's file. */
    Path input(Path directory) {
        return directory.resolve(place + ".ts");
    }

    /** The file a rendition is written to. */
    Path output(Path directory, Rendition rendition) {
        return directory.resolve(place + "-" + rendition + ".mp4");
    }

    /** Where ffmpeg's output of this window starts, in 90 kHz ticks. */
    long outputStart90k() {
        return place * cadence.ticks90k();
    }

    /** Where ffmpeg's output of this window starts, in samples at 48 kHz. */
    long outputStart48k() {
        return place * cadence.samples48k();
    }

    List<String> inputWords(Path directory) {
        List<String> words = new ArrayList<>();
        add(words, "-threads", "1", "-copyts", "-fflags", "+bitexact");
        if (frameRate != null) {
            add(words, "-flags:v", "+bitexact");
        }
        for (int i = 0; i < audio.size(); i++) {
            addAudioDecoder(words, i, audio.get(i).codec());
        }
        add(words, "-f", "mpegts", "-i", input(directory).toString());
        return words;
    }

    private static void addAudioDecoder(List<String> words, int stream, AudioCodec codec) {
        switch (codec) {
            // The fixed-point decoder dithers from a state that remembers the preroll.
            case MPEG1 -> add(words, "-c:a:" + stream, "mp2float");
            // Noise substitution must not depend on how many frames were decoded before.
            case AC3, EAC3 -> add(words, "-cons_noisegen:a:" + stream, "1");
            case AAC_ADTS, AAC_LATM -> {}
        }
    }

    /**
     * Decoder context goes ahead of deinterlacing, which looks at neighbours only; the neighbours go behind it and ahead of scaling, which
     * looks at none.
     */
    List<String> filterWords() {
        if (rungs().isEmpty()) {
            return List.of();
        }
        long start = WindowInput.START_PTS;
        String deinterlace = switch (profile.pictureRate()) {
            case FRAME -> "bwdif=mode=send_frame:deint=interlaced";
            case FIELD -> "bwdif=mode=send_field:deint=interlaced";
        };
        StringBuilder graph = new StringBuilder("[" + place + ":v:0]")
                .append("trim=start_pts=" + (start - WindowInput.PICTURES_AHEAD) + "," + deinterlace)
                .append(captions == null ? "" : "," + captions.filter())
                .append(",settb=1/90000")
                .append(",trim=start_pts=" + start + ":end_pts=" + (start + cadence.ticks90k()))
                .append(",setpts=PTS-" + (start - outputStart90k()))
                .append(",split=" + rungs().size());
        for (int i = 0; i < rungs().size(); i++) {
            graph.append(label("s", i));
        }
        for (int i = 0; i < rungs().size(); i++) {
            Rung rung = rungs().get(i);
            graph.append(";" + label("s", i) + "scale=" + rung.width() + ":" + rung.height())
                    .append(":flags=bicubic+accurate_rnd+bitexact,format=yuv420p" + label("v", i));
        }
        return List.of("-filter_complex", graph.toString());
    }

    private String label(String kind, int rung) {
        return "[" + kind + place + "." + rung + "]";
    }

    List<String> outputWords(Path directory) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < rungs().size(); i++) {
            addRung(words, i, rungs().get(i), directory);
        }
        for (AudioVariant variant : variants()) {
            addAudio(words, variant, directory);
        }
        return words;
    }

    private void addRung(List<String> words, int number, Rung rung, Path directory) {
        add(words, "-map", label("v", number), "-fps_mode", "passthrough", "-enc_time_base:v", "1:90000");
        add(words, "-c:v", "libx264", "-preset", rung.preset().text(), "-profile:v", "high");
        add(words, "-crf", Integer.toString(rung.crf()));
        // stitchable, and fps fixed, so that the headers do not depend on the content or on a guess.
        add(
                words,
                "-x264-params",
                "cpu-independent=1:threads=1:lookahead_threads=1:sliced-threads=0:sync-lookahead=0:stitchable=1:scenecut=0"
                        + ":keyint=infinite:min-keyint=1:open-gop=0:bframes=0:fps=" + outputRate() + ":force-cfr=0");
        add(words, "-flags:v", "+bitexact", "-video_track_timescale", "90000");
        addMuxer(words, rung.rendition(), directory);
    }

    private @Nullable FrameRate outputRate() {
        return frameRate != null && profile.pictureRate() == PictureRate.FIELD ? frameRate.ofFields() : frameRate;
    }

    private void addAudio(List<String> words, AudioVariant variant, Path directory) {
        AudioGrid grid = AudioGrid.of(index, cadence);
        int stream = AudioStream.in(variant.language(), audio);
        add(words, "-map", place + ":a:" + stream, "-af");
        // min_hard_comp fills even one lost frame; without it a gap under 100 ms shifts the rest of the window. apad
        // fills the end.
        words.add("aresample=48000:out_chlayout=" + variant.layout().text()
                + ":out_sample_fmt=fltp:async=1:min_hard_comp=0.01:first_pts=" + grid.feedFrom() + ":dither_method=none"
                + ",apad,atrim=start_pts=" + grid.feedFrom() + ":end_pts=" + grid.feedTo()
                + ",asetpts=PTS-" + (AudioGrid.INPUT_START - outputStart48k()));
        add(words, "-c:a", "aac", "-aac_coder", "fast", "-b:a", Integer.toString(variant.bitsPerSecond()));
        add(words, "-ac", Integer.toString(variant.layout().channels()), "-ar", "48000", "-threads", "1");
        add(words, "-flags:a", "+bitexact");
        long keepFrom = grid.keepFrom() + outputStart48k();
        long keepTo = grid.keepTo() + outputStart48k();
        add(words, "-bsf:a", "noise=drop='lt(pts\\," + keepFrom + ")+gte(pts\\," + keepTo + ")'");
        Language language = variant.language();
        if (language != null && audio.get(stream).languages().contains(language)) {
            add(words, "-metadata:s:a:0", "language=" + language);
        }
        addMuxer(words, variant.rendition(), directory);
    }

    private void addMuxer(List<String> words, Rendition rendition, Path directory) {
        add(words, "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact");
        add(words, "-avoid_negative_ts", "disabled", "-use_editlist", "0", "-movflags");
        // frag_discont keeps tfdt where the first sample is, instead of starting every file at 0.
        add(words, "+cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer+skip_sidx+frag_discont");
        add(words, "-f", "mp4", output(directory, rendition).toString());
    }

    private static void add(List<String> words, String... more) {
        words.addAll(List.of(more));
    }
}
