package channel.every.hash;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * 16 blocks of 16 words turned from rows into columns with 512-bit vectors. Blocks a distance apart trade halves: first 8 words,
 * which loads from half a block away do for nothing, then 4, 2 and 1. Flat, as {@link VectorCompression} is.
 */
final class SquareTranspose {
    /** The side of the square: this class is for vectors of exactly so many lanes. */
    static final int SIDE = 16;

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    private static final int HALF_BLOCK = Compression.BLOCK / 2;
    private static final VectorMask<Integer> UPPER_HALF = VectorMask.fromLong(IntVector.SPECIES_512, 0xFF00);

    private static final IntVector LOWER_HALVES = halves(0);
    private static final IntVector UPPER_HALVES = halves(SIDE / 2);

    private static final IntVector UPPER_4 = upper(4);
    private static final IntVector LOWER_4 = lower(4);
    private static final IntVector UPPER_2 = upper(2);
    private static final IntVector LOWER_2 = lower(2);
    private static final IntVector UPPER_1 = upper(1);
    private static final IntVector LOWER_1 = lower(1);

    private SquareTranspose() {}

    /**
     * @param offset of the first row's block; 32 bytes after each of rows 0 to 7, and before each of the others, are read too
     * @param stride bytes from row to row
     * @param columns takes word 0 of all rows, word 1 of all rows, up to word 15
     */
    static void transpose(byte[] input, int offset, int stride, int[] columns) {
        int at0 = offset;
        int at8 = at0 + 8 * stride;
        IntVector r0 = ByteVector.fromArray(BYTES, input, at0)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at8 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r8 = ByteVector.fromArray(BYTES, input, at0 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at8).reinterpretAsInts(), UPPER_HALF);
        int at1 = offset + stride;
        int at9 = at1 + 8 * stride;
        IntVector r1 = ByteVector.fromArray(BYTES, input, at1)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at9 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r9 = ByteVector.fromArray(BYTES, input, at1 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at9).reinterpretAsInts(), UPPER_HALF);
        int at2 = offset + 2 * stride;
        int at10 = at2 + 8 * stride;
        IntVector r2 = ByteVector.fromArray(BYTES, input, at2)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at10 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r10 = ByteVector.fromArray(BYTES, input, at2 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at10).reinterpretAsInts(), UPPER_HALF);
        int at3 = offset + 3 * stride;
        int at11 = at3 + 8 * stride;
        IntVector r3 = ByteVector.fromArray(BYTES, input, at3)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at11 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r11 = ByteVector.fromArray(BYTES, input, at3 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at11).reinterpretAsInts(), UPPER_HALF);
        int at4 = offset + 4 * stride;
        int at12 = at4 + 8 * stride;
        IntVector r4 = ByteVector.fromArray(BYTES, input, at4)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at12 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r12 = ByteVector.fromArray(BYTES, input, at4 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at12).reinterpretAsInts(), UPPER_HALF);
        int at5 = offset + 5 * stride;
        int at13 = at5 + 8 * stride;
        IntVector r5 = ByteVector.fromArray(BYTES, input, at5)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at13 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r13 = ByteVector.fromArray(BYTES, input, at5 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at13).reinterpretAsInts(), UPPER_HALF);
        int at6 = offset + 6 * stride;
        int at14 = at6 + 8 * stride;
        IntVector r6 = ByteVector.fromArray(BYTES, input, at6)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at14 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r14 = ByteVector.fromArray(BYTES, input, at6 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at14).reinterpretAsInts(), UPPER_HALF);
        int at7 = offset + 7 * stride;
        int at15 = at7 + 8 * stride;
        IntVector r7 = ByteVector.fromArray(BYTES, input, at7)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at15 - HALF_BLOCK).reinterpretAsInts(), UPPER_HALF);
        IntVector r15 = ByteVector.fromArray(BYTES, input, at7 + HALF_BLOCK)
                .reinterpretAsInts()
                .blend(ByteVector.fromArray(BYTES, input, at15).reinterpretAsInts(), UPPER_HALF);
        IntVector s0 = UPPER_4.selectFrom(r0, r4);
        IntVector s4 = LOWER_4.selectFrom(r0, r4);
        IntVector s1 = UPPER_4.selectFrom(r1, r5);
        IntVector s5 = LOWER_4.selectFrom(r1, r5);
        IntVector s2 = UPPER_4.selectFrom(r2, r6);
        IntVector s6 = LOWER_4.selectFrom(r2, r6);
        IntVector s3 = UPPER_4.selectFrom(r3, r7);
        IntVector s7 = LOWER_4.selectFrom(r3, r7);
        IntVector s8 = UPPER_4.selectFrom(r8, r12);
        IntVector s12 = LOWER_4.selectFrom(r8, r12);
        IntVector s9 = UPPER_4.selectFrom(r9, r13);
        IntVector s13 = LOWER_4.selectFrom(r9, r13);
        IntVector s10 = UPPER_4.selectFrom(r10, r14);
        IntVector s14 = LOWER_4.selectFrom(r10, r14);
        IntVector s11 = UPPER_4.selectFrom(r11, r15);
        IntVector s15 = LOWER_4.selectFrom(r11, r15);
        IntVector t0 = UPPER_2.selectFrom(s0, s2);
        IntVector t2 = LOWER_2.selectFrom(s0, s2);
        IntVector t1 = UPPER_2.selectFrom(s1, s3);
        IntVector t3 = LOWER_2.selectFrom(s1, s3);
        IntVector t4 = UPPER_2.selectFrom(s4, s6);
        IntVector t6 = LOWER_2.selectFrom(s4, s6);
        IntVector t5 = UPPER_2.selectFrom(s5, s7);
        IntVector t7 = LOWER_2.selectFrom(s5, s7);
        IntVector t8 = UPPER_2.selectFrom(s8, s10);
        IntVector t10 = LOWER_2.selectFrom(s8, s10);
        IntVector t9 = UPPER_2.selectFrom(s9, s11);
        IntVector t11 = LOWER_2.selectFrom(s9, s11);
        IntVector t12 = UPPER_2.selectFrom(s12, s14);
        IntVector t14 = LOWER_2.selectFrom(s12, s14);
        IntVector t13 = UPPER_2.selectFrom(s13, s15);
        IntVector t15 = LOWER_2.selectFrom(s13, s15);
        IntVector u0 = UPPER_1.selectFrom(t0, t1);
        IntVector u1 = LOWER_1.selectFrom(t0, t1);
        IntVector u2 = UPPER_1.selectFrom(t2, t3);
        IntVector u3 = LOWER_1.selectFrom(t2, t3);
        IntVector u4 = UPPER_1.selectFrom(t4, t5);
        IntVector u5 = LOWER_1.selectFrom(t4, t5);
        IntVector u6 = UPPER_1.selectFrom(t6, t7);
        IntVector u7 = LOWER_1.selectFrom(t6, t7);
        IntVector u8 = UPPER_1.selectFrom(t8, t9);
        IntVector u9 = LOWER_1.selectFrom(t8, t9);
        IntVector u10 = UPPER_1.selectFrom(t10, t11);
        IntVector u11 = LOWER_1.selectFrom(t10, t11);
        IntVector u12 = UPPER_1.selectFrom(t12, t13);
        IntVector u13 = LOWER_1.selectFrom(t12, t13);
        IntVector u14 = UPPER_1.selectFrom(t14, t15);
        IntVector u15 = LOWER_1.selectFrom(t14, t15);
        u0.intoArray(columns, 0);
        u1.intoArray(columns, SIDE);
        u2.intoArray(columns, 2 * SIDE);
        u3.intoArray(columns, 3 * SIDE);
        u4.intoArray(columns, 4 * SIDE);
        u5.intoArray(columns, 5 * SIDE);
        u6.intoArray(columns, 6 * SIDE);
        u7.intoArray(columns, 7 * SIDE);
        u8.intoArray(columns, 8 * SIDE);
        u9.intoArray(columns, 9 * SIDE);
        u10.intoArray(columns, 10 * SIDE);
        u11.intoArray(columns, 11 * SIDE);
        u12.intoArray(columns, 12 * SIDE);
        u13.intoArray(columns, 13 * SIDE);
        u14.intoArray(columns, 14 * SIDE);
        u15.intoArray(columns, 15 * SIDE);
    }

    /**
     * The way back for chaining values, half a square: 8 words of 16 inputs become 16 rows of 32 bytes.
     *
     * @param columns word 0 of all inputs, word 1 of all inputs, up to word 7
     */
    static void rows(int[] columns, byte[] out, int offset) {
        IntVector r0 = IntVector.fromArray(IntVector.SPECIES_512, columns, 0);
        IntVector r1 = IntVector.fromArray(IntVector.SPECIES_512, columns, SIDE);
        IntVector r2 = IntVector.fromArray(IntVector.SPECIES_512, columns, 2 * SIDE);
        IntVector r3 = IntVector.fromArray(IntVector.SPECIES_512, columns, 3 * SIDE);
        IntVector r4 = IntVector.fromArray(IntVector.SPECIES_512, columns, 4 * SIDE);
        IntVector r5 = IntVector.fromArray(IntVector.SPECIES_512, columns, 5 * SIDE);
        IntVector r6 = IntVector.fromArray(IntVector.SPECIES_512, columns, 6 * SIDE);
        IntVector r7 = IntVector.fromArray(IntVector.SPECIES_512, columns, 7 * SIDE);
        IntVector s0 = UPPER_4.selectFrom(r0, r4);
        IntVector s4 = LOWER_4.selectFrom(r0, r4);
        IntVector s1 = UPPER_4.selectFrom(r1, r5);
        IntVector s5 = LOWER_4.selectFrom(r1, r5);
        IntVector s2 = UPPER_4.selectFrom(r2, r6);
        IntVector s6 = LOWER_4.selectFrom(r2, r6);
        IntVector s3 = UPPER_4.selectFrom(r3, r7);
        IntVector s7 = LOWER_4.selectFrom(r3, r7);
        IntVector t0 = UPPER_2.selectFrom(s0, s2);
        IntVector t2 = LOWER_2.selectFrom(s0, s2);
        IntVector t1 = UPPER_2.selectFrom(s1, s3);
        IntVector t3 = LOWER_2.selectFrom(s1, s3);
        IntVector t4 = UPPER_2.selectFrom(s4, s6);
        IntVector t6 = LOWER_2.selectFrom(s4, s6);
        IntVector t5 = UPPER_2.selectFrom(s5, s7);
        IntVector t7 = LOWER_2.selectFrom(s5, s7);
        IntVector u0 = UPPER_1.selectFrom(t0, t1);
        IntVector u1 = LOWER_1.selectFrom(t0, t1);
        IntVector u2 = UPPER_1.selectFrom(t2, t3);
        IntVector u3 = LOWER_1.selectFrom(t2, t3);
        IntVector u4 = UPPER_1.selectFrom(t4, t5);
        IntVector u5 = LOWER_1.selectFrom(t4, t5);
        IntVector u6 = UPPER_1.selectFrom(t6, t7);
        IntVector u7 = LOWER_1.selectFrom(t6, t7);
        // Row i now holds input i and, in its upper half, input i + 8.
        LOWER_HALVES.selectFrom(u0, u1).reinterpretAsBytes().intoArray(out, offset);
        LOWER_HALVES.selectFrom(u2, u3).reinterpretAsBytes().intoArray(out, offset + Compression.BLOCK);
        LOWER_HALVES.selectFrom(u4, u5).reinterpretAsBytes().intoArray(out, offset + 2 * Compression.BLOCK);
        LOWER_HALVES.selectFrom(u6, u7).reinterpretAsBytes().intoArray(out, offset + 3 * Compression.BLOCK);
        UPPER_HALVES.selectFrom(u0, u1).reinterpretAsBytes().intoArray(out, offset + 4 * Compression.BLOCK);
        UPPER_HALVES.selectFrom(u2, u3).reinterpretAsBytes().intoArray(out, offset + 5 * Compression.BLOCK);
        UPPER_HALVES.selectFrom(u4, u5).reinterpretAsBytes().intoArray(out, offset + 6 * Compression.BLOCK);
        UPPER_HALVES.selectFrom(u6, u7).reinterpretAsBytes().intoArray(out, offset + 7 * Compression.BLOCK);
    }

    /** Picks what the upper row of a pair keeps and, at every second place, what it gets: lanes of the lower row count from 16. */
    private static IntVector upper(int distance) {
        int[] lanes = new int[SIDE];
        for (int i = 0; i < SIDE; i++) {
            lanes[i] = (i & distance) == 0 ? i : SIDE + i - distance;
        }
        return IntVector.fromArray(IntVector.SPECIES_512, lanes, 0);
    }

    private static IntVector lower(int distance) {
        int[] lanes = new int[SIDE];
        for (int i = 0; i < SIDE; i++) {
            lanes[i] = (i & distance) == 0 ? i + distance : SIDE + i;
        }
        return IntVector.fromArray(IntVector.SPECIES_512, lanes, 0);
    }

    /** Picks 8 lanes from {@code first} on of one row and then of another. */
    private static IntVector halves(int first) {
        int[] lanes = new int[SIDE];
        for (int i = 0; i < SIDE / 2; i++) {
            lanes[i] = first + i;
            lanes[SIDE / 2 + i] = SIDE + first + i;
        }
        return IntVector.fromArray(IntVector.SPECIES_512, lanes, 0);
    }
}
