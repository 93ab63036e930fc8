package channel.every.hash;

import java.util.Arrays;

/** One block after the other: runs everywhere, at full speed from the first second on. */
final class ScalarKernel implements ChainingKernel {
    private final int[] cv = new int[8];
    private final byte[] padded = new byte[Compression.BLOCK];

    @Override
    public void chunks(byte[] input, int offset, int count, long counter, Blake3Mode mode, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            chunk(input, offset + i * ChunkTree.CHUNK, ChunkTree.CHUNK, counter + i, 0, mode, out, outOffset + 32 * i);
        }
    }

    @Override
    public void parents(byte[] input, int offset, int count, int flags, Blake3Mode mode, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(mode.key(), 0, cv, 0, 8);
            int all = mode.flags() | Blake3Mode.PARENT | flags;
            Compression.compress(cv, input, offset + Compression.BLOCK * i, Compression.BLOCK, 0, all);
            write(out, outOffset + 32 * i);
        }
    }

    /**
     * The chaining value of one chunk, which may be short or empty.
     *
     * @param flags {@link Blake3Mode#ROOT} if the chunk is the whole input, else 0
     */
    void chunk(
            byte[] input, int offset, int length, long counter, int flags, Blake3Mode mode, byte[] out, int outOffset) {
        System.arraycopy(mode.key(), 0, cv, 0, 8);
        int start = mode.flags() | Blake3Mode.CHUNK_START;
        int last = Math.max(0, length - 1) / Compression.BLOCK * Compression.BLOCK;
        for (int at = 0; at < last; at += Compression.BLOCK) {
            Compression.compress(cv, input, offset + at, Compression.BLOCK, counter, start);
            start = mode.flags();
        }
        int end = start | Blake3Mode.CHUNK_END | flags;
        int rest = length - last;
        if (rest == Compression.BLOCK) {
            Compression.compress(cv, input, offset + last, rest, counter, end);
        } else {
            System.arraycopy(input, offset + last, padded, 0, rest);
            Arrays.fill(padded, rest, Compression.BLOCK, (byte) 0);
            Compression.compress(cv, padded, 0, rest, counter, end);
        }
        write(out, outOffset);
    }

    private void write(byte[] out, int offset) {
        for (int i = 0; i < 8; i++) {
            LittleEndian.write(out, offset + 4 * i, cv[i]);
        }
    }
}
