package channel.every.proof;

import channel.every.encode.ffmpeg.SampleMedia;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A recording decoded to thumbnails and samples, to find in it what an encoder made of it. */
record SourceClock(byte[] thumbnails, long[] pictureStamps, short[] samples, long firstSampleStamp) {
    private static final int WIDTH = 32;
    private static final int HEIGHT = 18;
    private static final int THUMBNAIL = WIDTH * HEIGHT;

    /** A tenth of a second: more than any offset that could be taken for none. */
    private static final int FARTHEST_LAG = 4800;

    static SourceClock of(byte[] recording, Path directory) throws IOException {
        Path file = Files.write(directory.resolve("recording.ts"), recording);
        return new SourceClock(
                thumbnails(file),
                stamps(SampleMedia.made(
                        words("-copyts -i " + file + " -map 0:v -vf settb=1/90000,scale=32:18,format=gray"
                                + " -fps_mode passthrough -enc_time_base 1:90000 -f framecrc"),
                        "crc")),
                samples(file),
                stamps(SampleMedia.made(
                        words("-copyts -i " + file + " -map 0:a -c copy -copyinkf -f framecrc"), "crc"))[0]);
    }

    static byte[] thumbnails(Path file) {
        return SampleMedia.made(
                words("-i " + file + " -map 0:v -vf scale=32:18,format=gray -fps_mode passthrough -f rawvideo"),
                "gray");
    }

    /** Mono at 48 kHz. */
    static short[] samples(Path file) {
        byte[] bytes = SampleMedia.made(words("-i " + file + " -map 0:a -ac 1 -ar 48000 -f s16le"), "pcm");
        ShortBuffer samples =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] array = new short[samples.remaining()];
        samples.get(array);
        return array;
    }

    private static List<String> words(String text) {
        return List.of(("-v error -nostdin " + text).split(" "));
    }

    /** Of framecrc's lines: stream, DTS, PTS, duration, size, checksum. */
    private static long[] stamps(byte[] framecrc) {
        return new String(framecrc, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .mapToLong(line -> Long.parseLong(line.split(",")[2].strip()))
                .toArray();
    }

    /** The time stamp, in 90 kHz ticks, of the source's picture that looks most like one of ours. */
    long stampOf(byte[] ours, int picture) {
        long least = Long.MAX_VALUE;
        int found = 0;
        for (int i = 0; i < pictureStamps.length; i++) {
            long difference = 0;
            for (int pixel = 0; pixel < THUMBNAIL; pixel++) {
                difference += Math.abs(
                        (ours[picture * THUMBNAIL + pixel] & 0xFF) - (thumbnails[i * THUMBNAIL + pixel] & 0xFF));
            }
            if (difference < least) {
                least = difference;
                found = i;
            }
        }
        return pictureStamps[found];
    }

    /**
     * By how many samples ours come late.
     *
     * @param stamp of the source at which ours should lie, 90 kHz ticks
     */
    long lag(short[] ours, long stamp) {
        int expected = Math.toIntExact((stamp - firstSampleStamp) * 8 / 15);
        long best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = -FARTHEST_LAG; lag <= FARTHEST_LAG; lag++) {
            double product = 0;
            for (int i = 0; i < ours.length; i++) {
                product += (double) ours[i] * samples[expected - lag + i];
            }
            if (product > most) {
                most = product;
                best = lag;
            }
        }
        return best;
    }

    static short[] part(short[] samples, long from, int count) {
        return Arrays.copyOfRange(samples, Math.toIntExact(from), Math.toIntExact(from) + count);
    }
}
