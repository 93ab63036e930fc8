package channel.every.mesh.publish;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.Records;
import channel.every.cmaf.SampleEntry;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Rendition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Archived windows of one picture and one sound, with init segments that ffmpeg wrote. */
public final class Windows {
    public static final String STREAM = "ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-default/variant-main";
    public static final byte[] VIDEO_INIT = resource("h264-720p-high-init.mp4");
    public static final byte[] AUDIO_INIT = resource("aac-lc-stereo-init.mp4");
    public static final long START = 1_780_000_000L;

    private Windows() {}

    public static PublishedWindow window(long index) {
        return window(STREAM, index, VIDEO_INIT);
    }

    public static PublishedWindow window(String stream, long index, byte[] videoInit) {
        List<PublishedObject> objects = new ArrayList<>();
        add(objects, stream, index, "720p", videoInit, 90_000);
        add(objects, stream, index, "audio", AUDIO_INIT, 48_000);
        return new PublishedWindow(1001, objects);
    }

    /** A rendition's window that is two fragments. */
    public static PublishedWindow split(long index) {
        List<PublishedObject> objects = new ArrayList<>();
        objects.add(object(STREAM, index, 0, "720p", VIDEO_INIT, null));
        for (int slot = 0; slot < 2; slot++) {
            MediaTiming timing = new MediaTiming(index, 90_090 * index + 45_045L * slot, 90_000, 45_045);
            objects.add(object(STREAM, index, slot, "720p", fragment(timing, slot), timing));
        }
        return new PublishedWindow(1001, objects);
    }

    private static void add(
            List<PublishedObject> objects, String stream, long index, String rendition, byte[] init, int timescale) {
        long duration = timescale * 1001L / 1000;
        MediaTiming timing = new MediaTiming(index, duration * index, timescale, duration);
        objects.add(object(stream, index, 0, rendition, init, null));
        objects.add(object(stream, index, 0, rendition, fragment(timing, 0), timing));
    }

    private static PublishedObject object(
            String stream, long index, int slot, String rendition, byte[] bytes, @Nullable MediaTiming timing) {
        Blake3Hash hash = Blake3.hash(bytes);
        return new PublishedObject(
                new ArchiveRecord(
                        stream,
                        Records.KCOP,
                        Rendition.of(rendition),
                        ArchiveRecord.PROOF_TRACK,
                        timing == null ? ObjectKind.INIT : ObjectKind.MEDIA,
                        GroupSequence.of(index, slot),
                        hash,
                        bytes.length,
                        new CasPath(hash).toString(),
                        1_780_000_000_000L + 1001 * index,
                        "node-a",
                        "s1",
                        true,
                        timing,
                        Records.hashOf("source " + index),
                        Records.hashOf("profile"),
                        null),
                bytes);
    }

    /** One {@code moof} and {@code mdat} (ISO/IEC 14496-12 8.8): 30 samples of equal length. */
    private static byte[] fragment(MediaTiming timing, int slot) {
        byte[] mfhd = box("mfhd", words(0, (int) timing.sequence()));
        byte[] tfhd = box("tfhd", words(0x02_0008, 1, (int) (timing.duration() / 30)));
        byte[] tfdt = box("tfdt", words(1 << 24, (int) (timing.decodeTime() >>> 32), (int) timing.decodeTime()));
        byte[] trun = box("trun", words(0, 30));
        byte[] media = ("media " + timing + slot).getBytes(StandardCharsets.UTF_8);
        return joined(box("moof", mfhd, box("traf", tfhd, tfdt, trun)), box("mdat", media));
    }

    private static byte[] words(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] payload = joined(parts);
        return ByteBuffer.allocate(8 + payload.length)
                .putInt(8 + payload.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(payload)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(each -> each.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(SampleEntry.class.getResourceAsStream("/channel/every/cmaf/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
