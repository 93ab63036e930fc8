package channel.every.hash;

/** Makes many chaining values at once; every kernel makes the same bytes, only the speed differs. */
sealed interface ChainingKernel permits ScalarKernel, VectorKernel {
    /**
     * Chaining values of full chunks that lie one after the other.
     *
     * @param count chunks of 1024 bytes, 1 to {@link ChunkTree#GROUP}
     * @param counter number of the first chunk
     * @param out takes 32 bytes a chunk from {@code outOffset} on
     */
    void chunks(byte[] input, int offset, int count, long counter, Blake3Mode mode, byte[] out, int outOffset);

    /**
     * Chaining values of parents, each from the two children that lie at its place; {@code out} may be {@code input} if it
     * does not begin later.
     *
     * @param count parents, 1 to {@link ChunkTree#GROUP}
     * @param flags {@link Blake3Mode#ROOT} for the root, else 0
     */
    void parents(byte[] input, int offset, int count, int flags, Blake3Mode mode, byte[] out, int outOffset);
}
