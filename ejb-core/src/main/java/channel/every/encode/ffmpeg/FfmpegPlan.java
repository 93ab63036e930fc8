package channel.every.encode.ffmpeg;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.encode.EncodeProfile;
import channel.every.encode.PictureRate;
import channel.every.ts.Pid;
import channel.every.window.AudioCodec;
import channel.every.window.AudioStream;
import channel.every.window.AudioWishes;
import channel.every.window.FrameRate;
import channel.every.window.Language;
import channel.every.window.SourceWindow;
import channel.every.window.WindowInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ffmpeg arguments that turn the canonical inputs of some windows into one fragmented MP4 file a window and rendition, all in
 * one process. Each window has its own decoder, filters and encoders in there, so its bytes are those of a process of its own.
 */
record FfmpegPlan(List<WindowPlan> windows) {
    /** What every x86-64-v2 host has: AAC, AC-3 and resampling code differ between SSE and AVX. */
    private static final String CPU_FLAGS = "mmx+mmxext+sse+sse2+sse3+ssse3+sse4.1+sse4.2";

    FfmpegPlan {
        windows = List.copyOf(windows);
    }

    static FfmpegPlan of(EncodeProfile profile, EncoderFingerprint build, List<SourceWindow> windows) {
        return new FfmpegPlan(IntStream.range(0, windows.size())
                .mapToObj(place -> WindowPlan.of(profile, build, windows.get(place), place))
                .toList());
    }

    /** Everything after the executable's name. */
    List<String> arguments(Path directory) {
        // Info, because -benchmark reports there; the level in front of each line tells errors from chatter.
        List<String> words = new ArrayList<>(
                List.of("-hide_banner", "-nostdin", "-y", "-nostats", "-v", "level+info", "-benchmark"));
        words.addAll(List.of("-cpuflags", CPU_FLAGS, "-filter_threads", "1", "-filter_complex_threads", "1"));
        windows.forEach(window -> words.addAll(window.inputWords(directory)));
        windows.forEach(window -> words.addAll(window.filterWords()));
        windows.forEach(window -> words.addAll(window.outputWords(directory)));
        return List.copyOf(words);
    }

    /** A program that has all that a profile wishes for. */
    private static List<AudioStream> everyLanguage(AudioWishes wishes, AudioCodec codec) {
        List<AudioStream> streams = new ArrayList<>();
        if (wishes.first()) {
            streams.add(new AudioStream(new Pid(0x101), codec, List.of()));
        }
        for (Language language : wishes.languages()) {
            streams.add(new AudioStream(new Pid(0x101 + streams.size()), codec, List.of(language)));
        }
        return streams;
    }

    /** The plan with every choice a window can make, for the profile's hash: equal texts are equal plans for every window. */
    static String template(EncodeProfile profile, EncoderFingerprint build) {
        boolean copied = profile.pictureRate() == PictureRate.FIELD && build.copiesCaptions();
        FieldCaptions captions = copied ? new FieldCaptions(List.of(WindowInput.START_PTS)) : null;
        return Stream.of(AudioCodec.values())
                .map(codec -> new WindowPlan(
                        profile,
                        0,
                        new ChunkIndex(1),
                        ChunkCadence.DEFAULT,
                        new FrameRate(30_000, 1001),
                        everyLanguage(profile.audioWishes(), codec),
                        captions))
                .map(plan -> String.join(" ", new FfmpegPlan(List.of(plan)).arguments(Path.of(""))))
                .collect(Collectors.joining("\n"));
    }
}
