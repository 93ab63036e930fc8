package channel.every.hash;

import java.util.Objects;

/**
 * BLAKE3 over bytes that come piece by piece. Holds about 20 KiB; after the first use of a length no further object is made but
 * the hash. Not for use by two threads at once.
 */
public final class Blake3Hasher {
    private final ChunkTree tree;

    /** The beginning of a group whose end has not come yet. */
    private final byte[] begun = new byte[ChunkTree.GROUP_BYTES];

    private int held;

    Blake3Hasher(ChunkTree tree) {
        this.tree = tree;
    }

    public Blake3Hasher update(byte[] input) {
        return update(input, 0, input.length);
    }

    /** @throws IndexOutOfBoundsException if the range is not within {@code input} */
    public Blake3Hasher update(byte[] input, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, input.length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (held == 0 && end - at >= ChunkTree.GROUP_BYTES) {
                tree.group(input, at);
                at += ChunkTree.GROUP_BYTES;
            } else {
                int taken = Math.min(end - at, ChunkTree.GROUP_BYTES - held);
                System.arraycopy(input, at, begun, held, taken);
                at += taken;
                held += taken;
                groupIfComplete();
            }
        }
        return this;
    }

    /** The hash of what came since the start or the last {@link #reset}; more may follow. */
    public Blake3Hash finish() {
        byte[] digest = new byte[Blake3Hash.BYTES];
        finish(digest, 0);
        return Blake3Hash.of(digest);
    }

    /** As {@link #finish()}, into 32 bytes of {@code out}. */
    public void finish(byte[] out, int offset) {
        Objects.checkFromIndexSize(offset, Blake3Hash.BYTES, out.length);
        tree.finish(begun, 0, held, out, offset);
    }

    /** Forgets the input but not the key. */
    public Blake3Hasher reset() {
        tree.reset();
        held = 0;
        return this;
    }

    private void groupIfComplete() {
        if (held == ChunkTree.GROUP_BYTES) {
            tree.group(begun, 0);
            held = 0;
        }
    }
}
