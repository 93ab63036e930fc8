package channel.every.hash;

/**
 * The binary tree over the chunks of one input (BLAKE3 paper 2.1), grown in groups of 16 chunks so that a kernel has 16 equal
 * tasks at every level: two neighbouring rows of 16 chaining values make one row of 16 parents. A row is never the root, so it
 * can be made before the end of the input is known; {@link #finish} folds what is left and changes nothing.
 */
final class ChunkTree {
    static final int CHUNK = 1024;

    /** Chunks of a group, and chaining values of a row: the lanes of the widest vectors. */
    static final int GROUP = 16;

    static final int GROUP_BYTES = GROUP * CHUNK;

    /** 2^64 input bytes are 2^50 groups. */
    private static final int LEVELS = 50;

    private static final int ROW = GROUP * Blake3Hash.BYTES;

    private final Blake3Mode mode;
    private ChainingKernel kernel;
    private final ScalarKernel scalar = new ScalarKernel();

    /** Two rows a level: the left one while its bit in {@link #groups} is set, and place for the right one. */
    private final byte[][] rows = new byte[LEVELS][];

    private final byte[] fold = new byte[ROW];
    private final byte[] pair = new byte[2 * Blake3Hash.BYTES];
    private long groups;

    /** @param kernel to begin with: a scalar one gives way once {@link WarmUp} has a faster one */
    ChunkTree(Blake3Mode mode, ChainingKernel kernel) {
        this.mode = mode;
        this.kernel = kernel;
    }

    void reset() {
        groups = 0;
    }

    /** Takes the next {@link #GROUP_BYTES} of the input. */
    void group(byte[] input, int offset) {
        kernel = WarmUp.kernel(kernel);
        int level = 0;
        long pending = groups;
        kernel.chunks(input, offset, GROUP, groups * GROUP, mode, rows(0), place(pending));
        while ((pending & 1) == 1) {
            pending >>>= 1;
            kernel.parents(rows(level), 0, GROUP, 0, mode, rows(level + 1), place(pending));
            level++;
        }
        groups++;
    }

    /**
     * The hash of all groups and then the tail.
     *
     * @param length less than {@link #GROUP_BYTES}
     * @param out takes 32 bytes
     */
    void finish(byte[] tail, int offset, int length, byte[] out, int outOffset) {
        boolean whole = groups == 0;
        if (whole && length <= CHUNK) {
            scalar.chunk(tail, offset, length, 0, Blake3Mode.ROOT, mode, out, outOffset);
            return;
        }
        kernel = WarmUp.kernel(kernel);
        boolean right = length > 0;
        if (right) {
            int chunks = tailChunks(tail, offset, length);
            fold(chunks, whole ? Blake3Mode.ROOT : 0, pair, Blake3Hash.BYTES);
        }
        for (long pending = groups; pending != 0; pending &= pending - 1) {
            int root = (pending & pending - 1) == 0 ? Blake3Mode.ROOT : 0;
            System.arraycopy(rows(Long.numberOfTrailingZeros(pending)), 0, fold, 0, ROW);
            if (right) {
                fold(GROUP, 0, pair, 0);
                scalar.parents(pair, 0, 1, root, mode, pair, Blake3Hash.BYTES);
            } else {
                fold(GROUP, root, pair, Blake3Hash.BYTES);
            }
            right = true;
        }
        System.arraycopy(pair, Blake3Hash.BYTES, out, outOffset, Blake3Hash.BYTES);
    }

    /** Chaining values of the chunks after the last group into {@link #fold}; their number. */
    private int tailChunks(byte[] tail, int offset, int length) {
        int full = length / CHUNK;
        if (full > 0) {
            kernel.chunks(tail, offset, full, groups * GROUP, mode, fold, 0);
        }
        int rest = length % CHUNK;
        if (rest == 0) {
            return full;
        }
        int at = full * Blake3Hash.BYTES;
        scalar.chunk(tail, offset + full * CHUNK, rest, groups * GROUP + full, 0, mode, fold, at);
        return full + 1;
    }

    /**
     * The chaining value over the first {@code count} of {@link #fold}: neighbours become parents, a last one without a
     * neighbour rises unchanged, which is the paper's tree with its full left subtrees.
     *
     * @param root flag for the topmost parent
     */
    private void fold(int count, int root, byte[] out, int outOffset) {
        int nodes = count;
        while (nodes > 1) {
            int parents = nodes / 2;
            kernel.parents(fold, 0, parents, nodes == 2 ? root : 0, mode, fold, 0);
            if (nodes % 2 == 1) {
                int odd = (nodes - 1) * Blake3Hash.BYTES;
                System.arraycopy(fold, odd, fold, parents * Blake3Hash.BYTES, Blake3Hash.BYTES);
            }
            nodes -= parents;
        }
        System.arraycopy(fold, 0, out, outOffset, Blake3Hash.BYTES);
    }

    private byte[] rows(int level) {
        byte[] present = rows[level];
        if (present == null) {
            present = new byte[2 * ROW];
            rows[level] = present;
        }
        return present;
    }

    private static int place(long pending) {
        return (pending & 1) == 0 ? 0 : ROW;
    }
}
