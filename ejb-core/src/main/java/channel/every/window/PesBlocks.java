package channel.every.window;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where the bytes of PES packets lie: one behind the other in blocks that are used again when all their units are forgotten. A unit
 * that reaches the end of a block moves to the next one, so that less than half of all blocks is waste.
 */
final class PesBlocks {
    /** Blocks kept for use again: new ones cost the time to clear them. */
    private static final int SPARES = 2;

    /** One block and how many units lie in it. */
    static final class Block {
        final byte[] bytes;
        private int units;

        private Block(int size) {
            bytes = new byte[size];
        }
    }

    private final int blockSize;
    private final Deque<Block> spares = new ArrayDeque<>();
    private Block current;
    private int position;
    private long allocated;

    PesBlocks(int blockSize) {
        this.blockSize = blockSize;
        this.current = make(blockSize);
    }

    /** The block in which the next unit begins, at {@link #position}. */
    Block begin() {
        current.units++;
        return current;
    }

    int position() {
        return position;
    }

    /**
     * Room for bytes behind the newest unit.
     *
     * @param start of the unit in the current block
     * @return the block in which it lies from now on; if it is another one, the unit starts at 0 of it and its bytes have moved
     */
    Block grow(int start, int length, int count) {
        if (start + length + count > current.bytes.length) {
            Block next = length + count <= blockSize / 2 ? block() : make(2 * (length + count));
            System.arraycopy(current.bytes, start, next.bytes, 0, length);
            next.units++;
            Block full = current;
            current = next;
            position = length;
            release(full);
        }
        position += count;
        return current;
    }

    /** A unit that lay in this block is forgotten. */
    void release(Block block) {
        block.units--;
        if (block.units > 0) {
            return;
        }
        if (block == current) {
            position = 0;
        } else if (block.bytes.length == blockSize && spares.size() < SPARES) {
            spares.add(block);
        } else {
            allocated -= block.bytes.length;
        }
    }

    /**
     * Bytes of all blocks. Units leave at most as much waste as they hold; then there are the block that is filled, the oldest one
     * of which only the last unit may be left, and the spares.
     */
    long allocated() {
        return allocated;
    }

    private Block block() {
        Block spare = spares.poll();
        return spare == null ? make(blockSize) : spare;
    }

    private Block make(int size) {
        allocated += size;
        return new Block(size);
    }
}
