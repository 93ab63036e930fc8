package channel.every.mesh;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one frame of a group on the tracks {@code chunks} and {@code init}: the length of the meta in four bytes, big-endian; the meta; the object's bytes,
 * sealed unless the meta names no key.
 */
public record MeshObject(ObjectMeta meta, byte[] bytes) {
    /** As archives have it: a window of television is 0.2 to 5 MB. */
    public static final int MOST_OBJECT_BYTES = 64 << 20;

    private static final int LENGTH_BYTES = 4;

    public MeshObject {
        if (bytes.length > MOST_OBJECT_BYTES + ObjectCipher.TAG_BYTES) {
            throw new IllegalArgumentException(
                    "an object has at most " + MOST_OBJECT_BYTES + " bytes: " + bytes.length);
        }
    }

    /** Seals an object of the track {@code chunks}. */
    public static MeshObject seal(
            byte[] object,
            long chunkIndex,
            int cadenceMillis,
            boolean synced,
            @Nullable ChunkProof proof,
            ObjectCipher cipher) {
        return seal(object, ObjectPlace.chunk(chunkIndex), cadenceMillis, synced, proof, cipher);
    }

    public static MeshObject seal(
            byte[] object,
            ObjectPlace place,
            int cadenceMillis,
            boolean synced,
            @Nullable ChunkProof proof,
            ObjectCipher cipher) {
        ObjectMeta meta =
                new ObjectMeta(place.group(), cadenceMillis, synced, cipher.keyId(), Blake3.hash(object), proof);
        return new MeshObject(meta, cipher.seal(place, object));
    }

    /** @throws IllegalArgumentException naming what is wrong with a frame */
    public static MeshObject parse(byte[] frame) {
        if (frame.length < LENGTH_BYTES) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes has no meta length");
        }
        ByteBuffer in = ByteBuffer.wrap(frame);
        int length = in.getInt();
        if (length < 0 || length > ObjectMeta.MOST_BYTES || length > in.remaining()) {
            throw new IllegalArgumentException("meta length " + Integer.toUnsignedString(length) + " in a frame of "
                    + frame.length + " bytes; the most is " + ObjectMeta.MOST_BYTES);
        }
        byte[] meta = new byte[length];
        in.get(meta);
        byte[] object = new byte[in.remaining()];
        in.get(object);
        return new MeshObject(ObjectMeta.parse(meta), object);
    }

    public byte[] frame() {
        byte[] head = meta.bytes();
        return ByteBuffer.allocate(LENGTH_BYTES + head.length + bytes.length)
                .putInt(head.length)
                .put(head)
                .put(bytes)
                .array();
    }

    /** Opens an object of the track {@code chunks}. */
    public ObjectVerdict open(long group, ObjectCipher cipher) {
        return open(ObjectPlace.chunk(group), cipher);
    }

    /**
     * The object, if it is what its meta says: for this group, sealed by this key, of this hash, on this path to its root. Whether a
     * publisher says so too is for a manifest to tell.
     */
    public ObjectVerdict open(ObjectPlace place, ObjectCipher cipher) {
        if (meta.chunkIndex() != place.group()) {
            return new ObjectVerdict.Refused(
                    "its meta is of chunk " + meta.chunkIndex() + ", its group is " + place.group());
        }
        if (meta.keyId() != null && !meta.keyId().equals(cipher.keyId())) {
            return new ObjectVerdict.Refused("sealed with key " + meta.keyId() + ", and ours is " + cipher.keyId());
        }
        Optional<byte[]> plain = meta.keyId() == null ? Optional.of(bytes) : cipher.open(place, bytes);
        if (plain.isEmpty()) {
            return new ObjectVerdict.Refused("its tag is wrong: altered, or sealed for another place");
        }
        Blake3Hash hash = Blake3.hash(plain.get());
        if (!hash.equals(meta.chunkHash())) {
            return new ObjectVerdict.Refused("its bytes have hash " + hash + ", its meta says " + meta.chunkHash());
        }
        ChunkProof proof = meta.proof();
        if (proof != null && !proof.proves(hash)) {
            return new ObjectVerdict.Refused("its chunk_proof does not lead to " + proof.merkleRoot());
        }
        return new ObjectVerdict.Opened(plain.get(), hash);
    }
}
