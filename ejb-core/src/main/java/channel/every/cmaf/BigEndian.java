package channel.every.cmaf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Integers as boxes store them: most significant byte first (ISO/IEC 14496-12 4.2). */
final class BigEndian {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static long unsigned32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at) & 0xFFFF_FFFFL;
    }

    static long signed64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Stores the low 32 bits of {@code value}. */
    static void store32(byte[] bytes, int at, long value) {
        INT.set(bytes, at, (int) value);
    }

    static void store64(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }
}
