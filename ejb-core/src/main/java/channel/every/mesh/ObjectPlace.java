package channel.every.mesh;

import channel.every.hash.Blake3;
import channel.every.identity.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where an object stands in its stream's broadcast.
 *
 * @param track {@code chunks} for media, {@code init} for init segments
 * @param group the chunk index; of an init segment, that of the first chunk which needs it
 */
public record ObjectPlace(Label track, long group) {
    public static final Label CHUNKS = new Label("chunks");

    public static final Label INIT = new Label("init");

    /** RFC 8452 4. */
    static final int NONCE_BYTES = 12;

    private static final int TRACK_BYTES = 4;

    public ObjectPlace {
        if (group < 0) {
            throw new IllegalArgumentException("group is negative: " + group);
        }
    }

    public static ObjectPlace chunk(long chunkIndex) {
        return new ObjectPlace(CHUNKS, chunkIndex);
    }

    public static ObjectPlace init(long chunkIndex) {
        return new ObjectPlace(INIT, chunkIndex);
    }

    /** The first four bytes of the BLAKE3 of the track's name, then the group in eight bytes, big-endian. */
    byte[] nonce() {
        byte[] name =
                Blake3.hash(track.value().getBytes(StandardCharsets.UTF_8)).bytes();
        return ByteBuffer.allocate(NONCE_BYTES)
                .put(name, 0, TRACK_BYTES)
                .putLong(group)
                .array();
    }
}
