package channel.every.hash;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** BLAKE3 with 256-bit output, in its three modes (BLAKE3 paper 2, github.com/BLAKE3-team/BLAKE3-specs). */
public final class Blake3 {
    private Blake3() {}

    public static Blake3Hash hash(byte[] input) {
        return hash(input, 0, input.length);
    }

    /** @throws IndexOutOfBoundsException if the range is not within {@code input} */
    public static Blake3Hash hash(byte[] input, int offset, int length) {
        return Blake3Hash.of(whole(Blake3Mode.HASH, input, offset, length));
    }

    /**
     * A message authentication code.
     *
     * @param key 32 bytes
     */
    public static Blake3Hash keyedHash(byte[] key, byte[] input) {
        return Blake3Hash.of(whole(Blake3Mode.keyed(key), input, 0, input.length));
    }

    /**
     * A key for one purpose from key material of any length.
     *
     * @param context the purpose: a constant of the program that no other purpose uses
     * @return 32 bytes
     */
    public static byte[] deriveKey(String context, byte[] material) {
        return whole(derivation(context), material, 0, material.length);
    }

    public static Blake3Hasher hasher() {
        return hasher(Blake3Mode.HASH);
    }

    /** @param key 32 bytes */
    public static Blake3Hasher keyedHasher(byte[] key) {
        return hasher(Blake3Mode.keyed(key));
    }

    /** @param context as in {@link #deriveKey} */
    public static Blake3Hasher keyDerivation(String context) {
        return hasher(derivation(context));
    }

    /** Which code hashes at present. */
    public static HashPath path() {
        return WarmUp.path();
    }

    /**
     * Has the vector code compiled where there is any, which takes a second or two of CPU time, and returns the path that runs
     * from then on. A process that hashes more than 1 MiB does the same in the background without being asked.
     */
    public static HashPath warmUp() {
        return WarmUp.run();
    }

    private static Blake3Hasher hasher(Blake3Mode mode) {
        return new Blake3Hasher(new ChunkTree(mode, new ScalarKernel()));
    }

    private static Blake3Mode derivation(String context) {
        byte[] name = context.getBytes(StandardCharsets.UTF_8);
        return Blake3Mode.material(whole(Blake3Mode.CONTEXT, name, 0, name.length));
    }

    private static byte[] whole(Blake3Mode mode, byte[] input, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, input.length);
        byte[] digest = new byte[Blake3Hash.BYTES];
        ScalarKernel scalar = new ScalarKernel();
        if (length <= ChunkTree.CHUNK) {
            scalar.chunk(input, offset, length, 0, Blake3Mode.ROOT, mode, digest, 0);
            return digest;
        }
        ChunkTree tree = new ChunkTree(mode, scalar);
        int at = offset;
        int rest = length;
        while (rest >= ChunkTree.GROUP_BYTES) {
            tree.group(input, at);
            at += ChunkTree.GROUP_BYTES;
            rest -= ChunkTree.GROUP_BYTES;
        }
        tree.finish(input, at, rest, digest, 0);
        return digest;
    }
}
