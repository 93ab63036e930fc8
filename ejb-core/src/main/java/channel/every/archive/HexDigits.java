package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Hexadecimal hashes eight digits at a time: an index of a year has a hundred million of them. */
final class HexDigits {
    /** Of a 256-bit hash. */
    static final int HASH_DIGITS = 64;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_NIBBLES = 0x0f0f0f0f0f0f0f0fL;

    private HexDigits() {}

    /**
     * Reads a hash as four words in the order of its digits.
     *
     * @return false unless all 64 bytes are lower-case hexadecimal digits
     */
    static boolean hash(byte[] text, int at, long[] words, int into) {
        long wrong = 0;
        for (int word = 0; word < 4; word++) {
            long high = (long) EIGHT.get(text, at + 16 * word);
            long low = (long) EIGHT.get(text, at + 16 * word + 8);
            long highValues = values(high);
            long lowValues = values(low);
            wrong |= wrong(high, highValues) | wrong(low, lowValues);
            words[into + word] = (Long.compress(highValues, LOW_NIBBLES) << 32) | Long.compress(lowValues, LOW_NIBBLES);
        }
        return wrong == 0;
    }

    /** The hash whose digits were read as these words. */
    static Blake3Hash hash(long[] words, int from) {
        ByteBuffer bytes = ByteBuffer.allocate(Blake3Hash.BYTES);
        for (int word = 0; word < 4; word++) {
            bytes.putLong(words[from + word]);
        }
        return Blake3Hash.of(bytes.array());
    }

    /** The words of a hash, as reading its digits would give them. */
    static void words(Blake3Hash hash, long[] words, int into) {
        ByteBuffer bytes = ByteBuffer.wrap(hash.bytes());
        for (int word = 0; word < 4; word++) {
            words[into + word] = bytes.getLong();
        }
    }

    /** In each byte the digit's value, if it is a digit: letters, and they alone, have bit 6. */
    private static long values(long digits) {
        return (digits & LOW_NIBBLES) + 9 * ((digits >>> 6) & ONES);
    }

    /** Zero if the values, written as digits again, are what was read. */
    private static long wrong(long digits, long values) {
        long letters = ((values + 6 * ONES) >>> 4) & ONES;
        long again = values + '0' * ONES + ('a' - '0' - 10) * letters;
        return (values & ~LOW_NIBBLES) | (digits ^ again);
    }
}
