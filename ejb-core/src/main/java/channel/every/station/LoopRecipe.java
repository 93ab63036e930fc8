package channel.every.station;

import channel.every.ts.TsPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** How ffmpeg makes the pictures and the sound of a loop; its key names the cached result. */
record LoopRecipe(Standard standard, VideoSize videoSize, int muxRate) {
    /** Counts up whenever the same arguments give another loop file. */
    private static final int LAYOUT = 1;

    /** Audio made beyond the loop's end, so that every frame kept was coded after a settled one. */
    private static final double AUDIO_TAIL_SECONDS = 1;

    private static final int AUDIO_RATE = 192_000;

    /** Peak over mean of the pictures' rate, within half a second. */
    private static final double PEAK = 1.25;

    private static final int LEAST_VIDEO_RATE = 400_000;

    /** testsrc2 draws its clock and counter at 2,2 in this size whatever the picture's. */
    private static final int COUNTER_WIDTH = 100;

    private static final int COUNTER_HEIGHT = 36;

    LoopRecipe {
        long least = leastMuxRate(standard, videoSize);
        if (muxRate < least) {
            throw new IllegalArgumentException("mux rate " + muxRate + " is too small for " + videoSize + ": at least "
                    + least + " bits a second");
        }
    }

    /** The pictures at their peak, the sound, 4 % for headers and PCRs, and the packets kept for tables. */
    static long leastMuxRate(Standard standard, VideoSize videoSize) {
        double tables = standard.tableSlots() / standard.loopSeconds() * TsPacket.SIZE * 8;
        return (long) ((videoRate(standard, videoSize) * PEAK + AUDIO_RATE) * 1.04 + tables);
    }

    /** Bits a second that the pictures take on average. */
    private static int videoRate(Standard standard, VideoSize videoSize) {
        double bitsPerPixel = standard == Standard.ATSC ? 0.15 : 0.1;
        double pictureRate = standard.pictures() / standard.loopSeconds();
        return Math.max(LEAST_VIDEO_RATE, (int) (videoSize.pixels() * pictureRate * bitsPerPixel));
    }

    List<String> arguments(Path output) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-y", "-v", "level+warning"));
        arguments.addAll(List.of("-f", "lavfi", "-i", pictures(), "-f", "lavfi", "-i", sound()));
        arguments.addAll(List.of("-map", "0:v", "-pix_fmt", "yuv420p", "-threads", "2"));
        int rate = videoRate(standard, videoSize);
        arguments.addAll(List.of(
                "-b:v", "" + rate, "-maxrate", "" + (int) (rate * PEAK), "-bufsize", "" + rate / 2, "-bf", "2"));
        arguments.addAll(
                switch (standard) {
                    case ATSC -> List.of("-c:v", "mpeg2video", "-g", "30", "-flags:v", "+bitexact");
                    case DVB ->
                        List.of(
                                "-c:v",
                                "libx264",
                                "-preset",
                                "veryfast",
                                "-profile:v",
                                "high",
                                "-g",
                                "25",
                                "-x264-params",
                                "open-gop=1:weightp=0:cpu-independent=1",
                                "-flags:v",
                                "+ilme+ildct+bitexact",
                                "-top",
                                "1");
                });
        arguments.addAll(List.of("-map", "1:a", "-b:a", "" + AUDIO_RATE, "-flags:a", "+bitexact"));
        arguments.addAll(List.of("-c:a", standard == Standard.ATSC ? "ac3" : "mp2"));
        // one audio frame a PES packet; time stamps as the encoders gave them
        arguments.addAll(List.of("-f", "mpegts", "-fflags", "+bitexact", "-pes_payload_size", "0"));
        arguments.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", output.toString()));
        return arguments;
    }

    /** The picture moves and has clock and frame counter burnt in, from testsrc2's own font: no font need be installed. */
    private String pictures() {
        String size = videoSize.toString();
        String source = switch (standard) {
            case ATSC -> "testsrc2=size=" + size + ":rate=60000/1001:duration=32.032";
            case DVB -> "testsrc2=size=" + size + ":rate=50:duration=30";
        };
        int zoom = videoSize.width() / (3 * COUNTER_WIDTH);
        String counter = zoom < 2
                ? ""
                : ",split[picture][corner];[corner]crop=%1$d:%2$d:2:2,scale=%3$d:%4$d:flags=neighbor[counter];"
                                .formatted(COUNTER_WIDTH, COUNTER_HEIGHT, COUNTER_WIDTH * zoom, COUNTER_HEIGHT * zoom)
                        + "[picture][counter]overlay=x=(W-w)/2:y=H-h-H/10";
        return source + counter + (standard == Standard.DVB ? ",interlace=scan=tff" : "");
    }

    /** A soft tone with a beep each second (ATSC: each 60 pictures), periodic with the loop. */
    private String sound() {
        double seconds = standard.loopSeconds();
        double beep = standard == Standard.ATSC ? 1.001 : 1;
        double tone = Math.round(440 * seconds) / seconds;
        return String.format(
                Locale.ROOT,
                "aevalsrc=exprs='0.05*sin(2*PI*%.9f*t)+0.4*lt(mod(t\\,%2$.3f)\\,0.1)*sin(2*PI*1000*mod(t\\,%2$.3f))'"
                        + ":sample_rate=48000:duration=%3$.3f",
                tone,
                beep,
                seconds + AUDIO_TAIL_SECONDS);
    }

    /** About how much ffmpeg writes. */
    long expectedBytes() {
        return (long) ((videoRate(standard, videoSize) + AUDIO_RATE) / 8.0 * standard.loopSeconds());
    }

    /** Names the loop that this recipe gives with this build of ffmpeg: 32 hex digits. */
    String key(String ffmpegBuild) {
        String everything =
                LAYOUT + "\n" + ffmpegBuild + "\n" + muxRate + "\n" + String.join("\n", arguments(Path.of("loop.ts")));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(everything.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
