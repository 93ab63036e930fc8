package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.cmaf.Fragment;
import channel.every.cmaf.InitSegment;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Windows and files made by the machine's ffmpeg, and what ffmpeg and ffprobe say of ours. A machine without them fails. */
public final class SampleMedia {
    /** A moment of 2026 at the default cadence. */
    public static final ChunkIndex INDEX = new ChunkIndex(1_780_000_123L);

    /** Streams made already, by the words they were made with. */
    private static final Map<List<String>, byte[]> MADE = new ConcurrentHashMap<>();

    private static final FrameRate NTSC = new FrameRate(30_000, 1001);

    private static final Pattern ZERO_CROSSINGS = Pattern.compile(".*Zero crossings: (\\d+)");

    private SampleMedia() {}

    public static FfmpegBinary ffmpeg() {
        try {
            return FfmpegBinary.find();
        } catch (IOException e) {
            throw new UncheckedIOException("these tests need ffmpeg: apt-get install ffmpeg", e);
        }
    }

    /** A window of 29.97 frames a second MPEG-2 video, small and quick, with AC-3. */
    public static SourceWindow mpeg2WithAc3(ChunkIndex index) {
        return window(
                index,
                transportStream(
                        List.of("-c:v", "mpeg2video", "-b:v", "1M", "-g", "15", "-bf", "2"),
                        List.of("-c:a", "ac3", "-b:a", "192k", "-ac", "2")),
                VideoCodec.MPEG2,
                NTSC,
                AudioCodec.AC3);
    }

    public static SourceWindow h264WithMpegAudio(ChunkIndex index) {
        return window(
                index,
                transportStream(
                        List.of(
                                "-c:v",
                                "libx264",
                                "-preset",
                                "ultrafast",
                                "-g",
                                "15",
                                "-flags",
                                "+ildct+ilme",
                                "-x264-params",
                                "tff=1"),
                        List.of("-c:a", "mp2", "-b:a", "192k", "-ac", "2")),
                VideoCodec.H264,
                NTSC,
                AudioCodec.MPEG1);
    }

    public static SourceWindow videoOnly(ChunkIndex index) {
        return window(
                index,
                transportStream(List.of("-c:v", "mpeg2video", "-b:v", "1M", "-g", "15"), List.of()),
                VideoCodec.MPEG2,
                NTSC,
                null);
    }

    public static SourceWindow radio(ChunkIndex index) {
        return window(
                index,
                transportStream(List.of(), List.of("-c:a", "mp2", "-b:a", "192k", "-ac", "2")),
                null,
                null,
                AudioCodec.MPEG1);
    }

    private static SourceWindow window(
            ChunkIndex index,
            byte[] stream,
            @Nullable VideoCodec video,
            @Nullable FrameRate rate,
            @Nullable AudioCodec audio) {
        return new SourceWindow(
                index,
                ChunkCadence.DEFAULT,
                true,
                ProofStanding.ELIGIBLE,
                new WindowInput(stream, Blake3.hash(stream), video, rate, audio(audio)),
                WindowQuality.WHOLE);
    }

    /** The audio of a window that has one stream at most, in no language that anybody asked for. */
    public static List<AudioStream> audio(@Nullable AudioCodec codec) {
        return codec == null ? List.of() : List.of(new AudioStream(new Pid(0x101), codec, List.of()));
    }

    /**
     * 1.6 s of moving picture and tone on PIDs 0x100 and 0x101, the first frame 15 frames (0.5005 s) before PTS 900000, so that
     * a frame falls on the window's start.
     *
     * @param video encoder options, empty for none
     * @param audio encoder options, empty for none
     */
    public static byte[] transportStream(List<String> video, List<String> audio) {
        List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y", "-fflags", "+bitexact"));
        if (!video.isEmpty()) {
            words.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30000/1001"));
        }
        if (!audio.isEmpty()) {
            words.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:beep_factor=4:sample_rate=48000"));
        }
        words.addAll(List.of("-t", "1.6", "-threads", "1"));
        words.addAll(video);
        words.addAll(audio);
        words.addAll(List.of("-f", "mpegts", "-muxdelay", "0", "-muxpreload", "0", "-output_ts_offset", "9.4995"));
        return MADE.computeIfAbsent(List.copyOf(words), fresh -> made(fresh, "sample.ts"))
                .clone();
    }

    /** The file that ffmpeg writes when its name is appended to {@code words}. */
    public static byte[] made(List<String> words, String name) {
        return inDirectory(directory -> {
            Path file = directory.resolve(name);
            List<String> arguments =
                    Stream.concat(words.stream(), Stream.of(file.toString())).toList();
            assertThat(ffmpeg().run(arguments, Duration.ofMinutes(1))).isInstanceOf(RunOutcome.Finished.class);
            return Files.readAllBytes(file);
        });
    }

    /** Whether ffmpeg ended well with these arguments. */
    public static boolean ran(List<String> words) throws InterruptedException {
        return ffmpeg().run(words, Duration.ofMinutes(5)) instanceof RunOutcome.Finished;
    }

    /** Init segment and fragments put end to end. */
    public static byte[] file(InitSegment init, List<Fragment> fragments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(init.bytes());
        fragments.forEach(fragment -> bytes.writeBytes(fragment.bytes()));
        return bytes.toByteArray();
    }

    /** What ffmpeg complains about when it decodes a file. */
    public static List<String> complaints(byte[] mp4) {
        return tool(mp4, "ffmpeg", "-v", "warning", "-nostdin", "-i", "FILE", "-f", "null", "-");
    }

    /** Values that ffprobe reads from each packet, one line each. */
    public static List<String> packets(byte[] mp4, String entries) {
        return tool(mp4, "ffprobe", "-v", "error", "-show_entries", "packet=" + entries, "-of", "csv=p=0", "FILE");
    }

    /** When the keyframes of the first video stream are shown, in seconds. */
    public static List<String> keyframes(byte[] mp4) {
        return tool(
                        mp4,
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "packet=pts_time,flags",
                        "-of",
                        "csv=p=0",
                        "FILE")
                .stream()
                .filter(line -> line.contains(",K"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    /** Values that ffprobe reads from the only stream. */
    public static List<String> stream(byte[] mp4, String entries) {
        return tool(mp4, "ffprobe", "-v", "error", "-show_entries", "stream=" + entries, "-of", "csv=p=0", "FILE");
    }

    /** A tag that ffprobe reads from the only stream. */
    public static List<String> tags(byte[] mp4, String tag) {
        return tool(mp4, "ffprobe", "-v", "error", "-show_entries", "stream_tags=" + tag, "-of", "csv=p=0", "FILE");
    }

    /** How often the first channel's wave passes zero: twice a tone's frequency in a second. */
    public static int zeroCrossings(byte[] mp4) {
        return tool(mp4, "ffmpeg", "-nostdin", "-i", "FILE", "-af", "astats", "-f", "null", "-").stream()
                .map(ZERO_CROSSINGS::matcher)
                .filter(Matcher::matches)
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> tool(byte[] media, String program, String... words) {
        return inDirectory(directory -> {
            Path file = Files.write(directory.resolve("media"), media);
            List<String> command = new ArrayList<>();
            command.add(ffmpeg().path().resolveSibling(program).toString());
            Stream.of(words)
                    .map(word -> word.equals("FILE") ? file.toString() : word)
                    .forEach(command::add);
            return ToolOutput.of(command.toArray(String[]::new)).stream()
                    .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                    .filter(line -> !line.isBlank())
                    .toList();
        });
    }

    private interface Work<T> {
        T in(Path directory) throws IOException, InterruptedException;
    }

    private static <T> T inDirectory(Work<T> work) {
        try {
            EncodeWorkspace workspace = EncodeWorkspace.temporary();
            Path directory = workspace.open();
            try {
                return work.in(directory);
            } finally {
                workspace.close(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
