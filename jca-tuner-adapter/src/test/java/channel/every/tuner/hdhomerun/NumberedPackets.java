package channel.every.tuner.hdhomerun;

import java.nio.ByteBuffer;

/** Transport packets that carry their number, so that a reader can tell a lost, doubled or swapped one. */
public final class NumberedPackets {
    public static final int SIZE = 188;

    private static final int NUMBER_AT = 4;

    private NumberedPackets() {}

    /** {@code count} packets of PID 0x100 from number {@code first} on. */
    public static byte[] from(long first, int count) {
        ByteBuffer packets = ByteBuffer.allocate(count * SIZE);
        for (int i = 0; i < count; i++) {
            packets.position(i * SIZE);
            packets.putInt(0x47010010 | (int) ((first + i) & 15));
            packets.putLong(i * SIZE + NUMBER_AT, first + i);
        }
        return packets.array();
    }

    /** The number of the packet at {@code offset}. @throws AssertionError when no packet begins there */
    public static long number(byte[] bytes, int offset) {
        if (bytes[offset] != 0x47) {
            throw new AssertionError("no packet at " + offset);
        }
        return ByteBuffer.wrap(bytes).getLong(offset + NUMBER_AT);
    }
}
