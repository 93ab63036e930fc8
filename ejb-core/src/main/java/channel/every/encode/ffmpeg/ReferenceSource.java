package channel.every.encode.ffmpeg;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.hash.Blake3;
import channel.every.ts.Pid;
import channel.every.window.AudioCodec;
import channel.every.window.AudioStream;
import channel.every.window.FrameRate;
import channel.every.window.ProofStanding;
import channel.every.window.SourceWindow;
import channel.every.window.VideoCodec;
import channel.every.window.WindowInput;
import channel.every.window.WindowQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two small windows that touch everything an encoder does to a broadcast: interlaced MPEG-2 with B-pictures, AC-3 5.1. They are made
 * on the spot by code that does not look at the CPU, so that a node carries no media with it.
 */
final class ReferenceSource {
    private static final AudioStream AUDIO = new AudioStream(new Pid(0x101), AudioCodec.AC3, List.of());
    private static final FrameRate RATE = new FrameRate(30_000, 1001);

    /** Fifteen pictures of decoder context, then the window, then what a window's input has behind it. */
    private static final double LENGTH_SECONDS = 2.7;

    private static final double CONTEXT_SECONDS = 0.5005;

    /** A second is the usual time; under emulation it may take a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String SPEAKERS =
            "0.2*sin(2*PI*440*t)|0.2*sin(2*PI*550*t)|0.2*sin(2*PI*660*t)|0.1*sin(2*PI*60*t)"
                    + "|0.1*random(0)|0.2*lt(mod(t\\,0.2)\\,0.01)*sin(2*PI*3000*t)";

    private ReferenceSource() {}

    /** @throws IOException if ffmpeg cannot make them */
    static List<SourceWindow> windows(FfmpegBinary ffmpeg, Path directory) throws IOException, InterruptedException {
        List<SourceWindow> windows = new ArrayList<>();
        ChunkCadence cadence = ChunkCadence.DEFAULT;
        for (int place = 0; place < 2; place++) {
            Path file = directory.resolve("reference-" + place + ".ts");
            double start = WindowInput.START_PTS / 90_000.0 - CONTEXT_SECONDS - place * cadence.milliseconds() / 1000.0;
            if (ffmpeg.run(arguments(start, file), PATIENCE) instanceof RunOutcome.Broken broken) {
                throw new IOException("the reference cannot be made: " + broken.reason());
            }
            byte[] stream = Files.readAllBytes(file);
            windows.add(new SourceWindow(
                    new ChunkIndex(1_780_000_000L + place),
                    cadence,
                    true,
                    ProofStanding.ELIGIBLE,
                    new WindowInput(stream, Blake3.hash(stream), VideoCodec.MPEG2, RATE, List.of(AUDIO)),
                    WindowQuality.WHOLE));
        }
        return windows;
    }

    private static List<String> arguments(double start, Path file) {
        List<String> words = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-y", "-v", "level+error"));
        // no assembler: the reference must not depend on the CPU that it is to examine
        words.addAll(List.of("-cpuflags", "0", "-filter_threads", "1", "-filter_complex_threads", "1"));
        words.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=352x240:rate=60000/1001,interlace=scan=tff"));
        words.addAll(List.of("-f", "lavfi", "-i", "aevalsrc=" + SPEAKERS + ":channel_layout=5.1:sample_rate=48000"));
        words.addAll(List.of("-t", Double.toString(LENGTH_SECONDS), "-threads", "1", "-fflags", "+bitexact"));
        words.addAll(List.of("-c:v", "mpeg2video", "-b:v", "2M", "-g", "15", "-bf", "2", "-top", "1"));
        words.addAll(List.of("-flags:v", "+ildct+ilme+bitexact"));
        words.addAll(List.of("-c:a", "ac3_fixed", "-b:a", "384k", "-flags:a", "+bitexact"));
        words.addAll(List.of("-f", "mpegts", "-muxdelay", "0", "-muxpreload", "0"));
        words.addAll(List.of("-output_ts_offset", String.format(Locale.ROOT, "%.4f", start), file.toString()));
        return words;
    }
}
