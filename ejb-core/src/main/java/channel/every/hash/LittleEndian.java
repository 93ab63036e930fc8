package channel.every.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 32-bit words as BLAKE3 lays them into bytes (BLAKE3 paper 2.2). */
final class LittleEndian {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int read(byte[] bytes, int offset) {
        return (int) WORD.get(bytes, offset);
    }

    static void write(byte[] bytes, int offset, int word) {
        WORD.set(bytes, offset, word);
    }
}
