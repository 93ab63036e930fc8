package channel.every.hash;

import java.util.Arrays;

/** As many chunks or parents side by side as a vector has lanes. Slow until C2 has compiled it: see {@link WarmUp}. */
final class VectorKernel implements ChainingKernel {
    /** Vectors narrower than 128 bits gain nothing over plain ints. */
    static final int FEWEST_LANES = 4;

    /** So few tasks take less time one after the other than as one batch of mostly idle lanes. */
    private static final int FEW = 1;

    private static final int CACHE_LINE = 64;

    private static final int WIDTH = VectorCompression.WIDTH;

    private final ScalarKernel scalar = new ScalarKernel();
    private final int[] cvs = new int[8 * WIDTH];
    private final int[] message = new int[16 * WIDTH];
    private final int[] counters = new int[2 * WIDTH];

    /** Something of all bytes read ahead, so that they are read. */
    private int touched;

    @Override
    public void chunks(byte[] input, int offset, int count, long counter, Blake3Mode mode, byte[] out, int outOffset) {
        if (count <= FEW) {
            scalar.chunks(input, offset, count, counter, mode, out, outOffset);
            return;
        }
        for (int done = 0; done < count; done += WIDTH) {
            int rows = Math.min(WIDTH, count - done);
            start(mode, counter + done, 1);
            int at = offset + done * ChunkTree.CHUNK;
            for (int block = 0; block < ChunkTree.CHUNK; block += Compression.BLOCK) {
                touch(input, offset + ChunkTree.GROUP_BYTES + block * ChunkTree.GROUP);
                load(input, at + block, ChunkTree.CHUNK, rows);
                int flags = mode.flags();
                if (block == 0) {
                    flags |= Blake3Mode.CHUNK_START;
                } else if (block == ChunkTree.CHUNK - Compression.BLOCK) {
                    flags |= Blake3Mode.CHUNK_END;
                }
                VectorCompression.compress(cvs, message, counters, flags);
            }
            write(rows, out, outOffset + done * Blake3Hash.BYTES);
        }
    }

    @Override
    public void parents(byte[] input, int offset, int count, int flags, Blake3Mode mode, byte[] out, int outOffset) {
        if (count <= FEW) {
            scalar.parents(input, offset, count, flags, mode, out, outOffset);
            return;
        }
        for (int done = 0; done < count; done += WIDTH) {
            int rows = Math.min(WIDTH, count - done);
            start(mode, 0, 0);
            load(input, offset + done * Compression.BLOCK, Compression.BLOCK, rows);
            VectorCompression.compress(cvs, message, counters, mode.flags() | Blake3Mode.PARENT | flags);
            write(rows, out, outOffset + done * Blake3Hash.BYTES);
        }
    }

    private void start(Blake3Mode mode, long counter, int step) {
        for (int word = 0; word < 8; word++) {
            Arrays.fill(cvs, word * WIDTH, (word + 1) * WIDTH, mode.key()[word]);
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            long own = counter + (long) lane * step;
            counters[lane] = (int) own;
            counters[WIDTH + lane] = (int) (own >>> 32);
        }
    }

    /**
     * Brings the next KiB of the next group into the cache. The group is read in 16 strands, of which a processor foresees none; one it
     * does.
     */
    private void touch(byte[] input, int from) {
        int end = Math.min(from + ChunkTree.CHUNK, input.length);
        int some = touched;
        for (int at = from; at < end; at += CACHE_LINE) {
            some ^= input[at];
        }
        touched = some;
    }

    /** Lanes without a row of their own keep what they hold: nobody reads what becomes of it. */
    private void load(byte[] input, int offset, int stride, int rows) {
        if (rows == SquareTranspose.SIDE) {
            SquareTranspose.transpose(input, offset, stride, message);
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int word = 0; word < 16; word++) {
                message[word * WIDTH + row] = LittleEndian.read(input, offset + row * stride + 4 * word);
            }
        }
    }

    private void write(int rows, byte[] out, int outOffset) {
        if (rows == SquareTranspose.SIDE) {
            SquareTranspose.rows(cvs, out, outOffset);
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int word = 0; word < 8; word++) {
                LittleEndian.write(out, outOffset + row * Blake3Hash.BYTES + 4 * word, cvs[word * WIDTH + row]);
            }
        }
    }
}
