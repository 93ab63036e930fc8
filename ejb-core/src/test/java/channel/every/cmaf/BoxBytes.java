package channel.every.cmaf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Boxes written out by hand. */
final class BoxBytes {
    private BoxBytes() {}

    static byte[] box(String type, byte[]... parts) {
        byte[] payload = concat(parts);
        return ByteBuffer.allocate(8 + payload.length)
                .putInt(8 + payload.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(payload)
                .array();
    }

    static byte[] fullBox(String type, int version, int flags, byte[]... parts) {
        return box(type, words(version << 24 | flags), concat(parts));
    }

    static byte[] words(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    static byte[] concat(byte[]... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            bytes.put(part);
        }
        return bytes.array();
    }

    static byte[] init() {
        byte[] mdhd = fullBox("mdhd", 0, 0, words(0, 0, 90_000, 0, 0));
        return concat(
                box("ftyp", "cmfc".getBytes(StandardCharsets.ISO_8859_1)),
                box("moov", box("mvhd"), box("trak", box("tkhd"), box("mdia", mdhd))));
    }

    /** {@code moof} and {@code mdat} whose sample durations are in the {@code trun}. */
    static byte[] fragment(byte[] tfdt, int... durations) {
        byte[] tfhd = fullBox("tfhd", 0, 0x02_0020, words(1, 0x0101_0000));
        byte[] trun = fullBox("trun", 0, 0x000_105, words(durations.length, 100, 0x0200_0000), words(durations));
        byte[] mfhd = fullBox("mfhd", 0, 0, words(1));
        return concat(box("moof", mfhd, box("traf", tfhd, tfdt, trun)), box("mdat", new byte[] {1, 2, 3}));
    }

    static byte[] tfdt64(long time) {
        return fullBox("tfdt", 1, 0, words((int) (time >>> 32), (int) time));
    }

    static byte[] tfdt32(int time) {
        return fullBox("tfdt", 0, 0, words(time));
    }
}
