package channel.every.encode.ffmpeg;

import channel.every.clock.ChunkCadence;
import channel.every.hash.Blake3;
import channel.every.window.FrameRate;
import channel.every.window.ProofStanding;
import channel.every.window.SourceWindow;
import channel.every.window.VideoCodec;
import channel.every.window.WindowInput;
import channel.every.window.WindowQuality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A window of interlaced MPEG-2 with closed captions (A/53 part 4, 6.2.3): each frame has a number of two digits as its letters. */
final class CaptionedWindow {
    private static final int PICTURE = 0x00;
    private static final int FIRST_SLICE = 0x01;
    private static final int LAST_SLICE = 0xAF;

    /** Triplets a frame of 29.97 Hz has room for, CEA-708 4.3.6. */
    private static final int TRIPLETS = 20;

    private CaptionedWindow() {}

    static SourceWindow make(Path directory) {
        byte[] bare = SampleMedia.made(
                words("-f lavfi -i testsrc2=size=352x240:rate=60000/1001,interlace=scan=tff -t 2.2 -c:v mpeg2video"
                        + " -bf 0 -g 15 -b:v 3M -flags +ildct+ilme -top 1 -f mpeg2video"),
                "bare.m2v");
        Path captioned = directory.resolve("captioned.m2v");
        try {
            Files.write(captioned, captioned(bare));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // a second encode puts captions and pictures in the order of a broadcast, with B pictures
        byte[] stream = SampleMedia.made(
                words("-r 30000/1001 -f mpegvideo -i " + captioned
                        + " -c:v mpeg2video -bf 2 -g 15 -b:v 3M -flags +ildct+ilme -top 1"
                        + " -f mpegts -muxdelay 0 -muxpreload 0 -output_ts_offset 9.4995"),
                "captioned.ts");
        return new SourceWindow(
                SampleMedia.INDEX,
                ChunkCadence.DEFAULT,
                true,
                ProofStanding.ELIGIBLE,
                new WindowInput(stream, Blake3.hash(stream), VideoCodec.MPEG2, new FrameRate(30_000, 1001), List.of()),
                WindowQuality.WHOLE);
    }

    private static List<String> words(String words) {
        return List.of(("-v error -nostdin -y " + words).split(" "));
    }

    /** User data stands between a picture's headers and its first slice (ISO/IEC 13818-2 6.2.3). */
    private static byte[] captioned(byte[] video) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int written = 0;
        int number = 0;
        boolean picture = false;
        for (int at = 0; at + 4 <= video.length; at++) {
            if (video[at] == 0 && video[at + 1] == 0 && video[at + 2] == 1) {
                int code = video[at + 3] & 0xFF;
                if (picture && code >= FIRST_SLICE && code <= LAST_SLICE) {
                    out.write(video, written, at - written);
                    written = at;
                    out.writeBytes(captions(number++));
                    picture = false;
                }
                picture |= code == PICTURE;
            }
        }
        out.write(video, written, video.length - written);
        return out.toByteArray();
    }

    private static byte[] captions(int number) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0, 0, 1, (byte) 0xB2});
        data.writeBytes("GA94".getBytes(StandardCharsets.US_ASCII));
        data.writeBytes(new byte[] {3, (byte) (0x40 | TRIPLETS), (byte) 0xFF});
        // cc_valid of field 1, then 19 of DTVCC that are padding
        data.writeBytes(new byte[] {(byte) 0xFC, (byte) ('0' + number / 10), (byte) ('0' + number % 10)});
        for (int i = 1; i < TRIPLETS; i++) {
            data.writeBytes(new byte[] {(byte) 0xFA, 0, 0});
        }
        data.write(0xFF);
        return data.toByteArray();
    }
}
