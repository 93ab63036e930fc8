package channel.every.archive.outline;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;

/** Reads 64-bit numbers and sums them up on the way, while they are in the cache; sections end with the sum of what they hold. */
final class SummedReader {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
    private final CRC32C sum = new CRC32C();

    SummedReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** Fills the beginning of {@code to}. */
    void read(long[] to, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int next = Math.min(count - done, BUFFER_BYTES / Long.BYTES);
            fill(next * Long.BYTES);
            sum.update(buffer.duplicate());
            buffer.asLongBuffer().get(to, done, next);
            done += next;
        }
    }

    /** Whether the section that ends here is what was written; the next one begins. */
    boolean endsWithItsSum() throws IOException {
        fill(Long.BYTES);
        boolean whole = buffer.getLong(0) == sum.getValue();
        sum.reset();
        return whole;
    }

    private void fill(int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("an outline ends too soon");
            }
        }
        buffer.flip();
    }
}
