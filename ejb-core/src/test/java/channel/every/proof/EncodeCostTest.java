package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.Rung;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.identity.Label;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Standard;
import channel.every.station.StationRecording;
import channel.every.station.StationSettings;
import channel.every.window.ChopperSettings;
import channel.every.window.SourceWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * CPU time of whole encoder processes against one ffmpeg that encodes the same pictures continuously with the same settings, and gets its
 * memory as they do. By flag, on a quiet machine: {@code -Dtest=EncodeCostTest -Dec.encode.cost=true}.
 */
@EnabledIfSystemProperty(named = "ec.encode.cost", matches = "true")
final class EncodeCostTest {
    /**
     * Of one process after the other with the same work. The least is what the work costs; the rest is the machine's, above all what
     * virtual machines that give free memory back to their host take for having it again: up to a second for a process that comes first.
     */
    private static final int REPETITIONS = 4;

    private static final int WINDOWS = 12;

    /** As FfmpegEncoder shares them out. */
    private static final int WINDOWS_A_PROCESS = 4;

    /** Of three runs: what one decode and one deinterlacer save where pictures are large. */
    private static final double LADDER = 0.65;

    /** Where nothing is deinterlaced and little decoded, three encoders are most of the work. */
    private static final double LADDER_OF_SMALL_PICTURES = 0.85;

    /** USER_HZ, which Linux fixes for what it shows. */
    private static final double TICKS_A_SECOND = 100;

    @TempDir
    Path directory = Path.of("unset");

    @Test
    void progressive_720p_costs_little_more_than_a_continuous_encode() throws Exception {
        Multiplex air = Multiplex.open(
                StationSettings.of(Standard.ATSC),
                new LoopCache(Path.of("target", "station-cache"), System.err::println));
        byte[] recording = StationRecording.of(air, Instant.parse("2026-11-20T20:00:00Z"), Duration.ofSeconds(18))
                .toBytes();
        compare("720p59.94", recording, 60, "60000/1001", 1.20, LADDER_OF_SMALL_PICTURES);
    }

    /** Groups of 15 pictures, half a second, against windows of 30: each window brings the same 8 pictures of decoder context, nearly the most. */
    @Test
    void interlaced_1080i_costs_its_decoder_context_more() throws Exception {
        byte[] recording = SampleMedia.made(
                List.of(("-v error -f lavfi -i testsrc2=size=1920x1080:rate=60000/1001,interlace=scan=tff"
                                + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 18 -c:v mpeg2video -b:v 12M"
                                + " -maxrate 14M -bufsize 6M -g 15 -bf 2 -flags +ildct+ilme -top 1 -c:a ac3 -b:a 192k"
                                + " -f mpegts")
                        .split(" ")),
                "interlaced.ts");
        compare("1080i29.97", recording, 30, "30000/1001", 1.40, LADDER);
    }

    private void compare(String name, byte[] recording, int pictures, String rate, double most, double mostOfLadder)
            throws Exception {
        List<SourceWindow> windows = windows(recording);
        EncodeProfile profile = BuiltInProfiles.DEFAULT;
        double continuous = continuous(recording, profile, rate) * pictures;
        double together = perWindow(profile, windows, true);
        double alone = perWindow(profile, windows, false);
        double ladder = perWindow(BuiltInProfiles.LADDER, windows, true);
        double separate = 0;
        for (Rung rung : BuiltInProfiles.LADDER.rungs()) {
            separate += perWindow(only(rung), windows, true);
        }
        System.out.printf(
                "%s: continuous %.3f CPU s a window; batch %.3f (%.2fx), one process a window %.3f (%.2fx);"
                        + " ladder %.3f, three runs %.3f (%.2fx)%n",
                name,
                continuous,
                together,
                together / continuous,
                alone,
                alone / continuous,
                ladder,
                separate,
                ladder / separate);
        assertThat(together / continuous).isLessThanOrEqualTo(most);
        assertThat(ladder / separate).isLessThanOrEqualTo(mostOfLadder);
    }

    private static EncodeProfile only(Rung rung) {
        EncodeProfile ladder = BuiltInProfiles.LADDER;
        return new EncodeProfile(
                new Label("only-" + rung.rendition()), 1, ladder.pictureRate(), List.of(rung), ladder.audio());
    }

    private static List<SourceWindow> windows(byte[] recording) throws IOException {
        WindowReader reader = new WindowReader(
                new ByteArrayInputStream(recording), "recording", ChopperSettings.recording(ChunkCadence.DEFAULT));
        List<SourceWindow> windows = new ArrayList<>();
        for (CutWindow cut = reader.next(); cut != null && windows.size() < WINDOWS; cut = reader.next()) {
            windows.add(cut.window());
        }
        assertThat(windows).hasSize(WINDOWS);
        return windows;
    }

    private static double perWindow(EncodeProfile profile, List<SourceWindow> windows, boolean together)
            throws Exception {
        FfmpegEncoder encoder = FfmpegEncoder.local(profile);
        int size = together ? WINDOWS_A_PROCESS : 1;
        double seconds = 0;
        for (int from = 0; from < windows.size(); from += size) {
            List<SourceWindow> process = windows.subList(from, from + size);
            seconds += least(
                    () -> assertThat(encoder.encodeAll(process)).allMatch(EncodeOutcome.Encoded.class::isInstance));
        }
        return seconds / windows.size();
    }

    /** CPU seconds a picture. */
    private double continuous(byte[] recording, EncodeProfile profile, String rate) throws Exception {
        Path input = Files.write(directory.resolve("recording.ts"), recording);
        Rung rung = profile.rungs().getFirst();
        Path video = directory.resolve("video.mp4");
        List<String> words = Stream.of(("-hide_banner -nostdin -y -v level+error"
                                + " -cpuflags mmx+mmxext+sse+sse2+sse3+ssse3+sse4.1+sse4.2 -filter_threads 1"
                                + " -filter_complex_threads 1 -threads 1 -flags:v +bitexact -cons_noisegen:a 1 -i "
                                + input
                                + " -map 0:v -vf bwdif=mode=send_frame:deint=interlaced,scale=" + rung.width() + ":"
                                + rung.height() + ":flags=bicubic+accurate_rnd+bitexact,format=yuv420p"
                                + " -fps_mode passthrough -c:v libx264 -preset "
                                + rung.preset().text()
                                + " -profile:v high -crf " + rung.crf()
                                + " -x264-params cpu-independent=1:threads=1:lookahead_threads=1:sliced-threads=0"
                                + ":sync-lookahead=0:stitchable=1:scenecut=0:keyint=infinite:open-gop=0:bframes=0:fps="
                                + rate
                                + " -force_key_frames expr:gte(t,n_forced*1.001)"
                                + " -movflags +frag_keyframe+empty_moov+default_base_moof -f mp4 " + video
                                + " -map 0:a -af aresample=48000:out_chlayout=stereo -c:a aac -aac_coder fast -b:a 128000"
                                + " -threads 1 -movflags +frag_keyframe+empty_moov+default_base_moof -f mp4 "
                                + directory.resolve("audio.mp4"))
                        .split(" "))
                .toList();
        double seconds = least(
                () -> assertThat(SampleMedia.ran(words)).as("continuous encode").isTrue());
        return seconds / SampleMedia.packets(Files.readAllBytes(video), "pts").size();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double least(Work work) throws Exception {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            double before = childSeconds();
            work.run();
            least = Math.min(least, childSeconds() - before);
        }
        return least;
    }

    /** User and system time of all processes that this one started and that have ended, their start included (proc(5)). */
    private static double childSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_A_SECOND;
    }
}
