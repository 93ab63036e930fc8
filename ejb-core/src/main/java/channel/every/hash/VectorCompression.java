package channel.every.hash;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The compression function on one block of each of several inputs: a vector holds one word of all of them (BLAKE3 paper 5.3).
 * Written out flat because C2 must see all of it as one method: a helper that is not inlined makes each vector an object. The
 * rounds stay a loop because seven of them in a row are more bytecode than C2 compiles at all (HugeMethodLimit).
 */
final class VectorCompression {
    /** The widest vectors of this machine, up to the 16 inputs that a group offers. */
    static final VectorSpecies<Integer> LANES = IntVector.SPECIES_PREFERRED.length() > ChunkTree.GROUP
            ? IntVector.SPECIES_512
            : IntVector.SPECIES_PREFERRED;

    static final int WIDTH = LANES.length();

    /** Where in the message array the words of each round begin, in the order in which the round takes them. */
    private static final int[] PLACES = places();

    private VectorCompression() {}

    /**
     * Replaces the chaining values {@code cvs} by those after the blocks, all of 64 bytes.
     *
     * @param cvs word 0 of each input, word 1 of each input, up to word 7
     * @param message word 0 of each block up to word 15
     * @param counters low words of the chunk counters, then high words
     */
    static void compress(int[] cvs, int[] message, int[] counters, int flags) {
        IntVector v0 = IntVector.fromArray(LANES, cvs, 0);
        IntVector v1 = IntVector.fromArray(LANES, cvs, WIDTH);
        IntVector v2 = IntVector.fromArray(LANES, cvs, 2 * WIDTH);
        IntVector v3 = IntVector.fromArray(LANES, cvs, 3 * WIDTH);
        IntVector v4 = IntVector.fromArray(LANES, cvs, 4 * WIDTH);
        IntVector v5 = IntVector.fromArray(LANES, cvs, 5 * WIDTH);
        IntVector v6 = IntVector.fromArray(LANES, cvs, 6 * WIDTH);
        IntVector v7 = IntVector.fromArray(LANES, cvs, 7 * WIDTH);
        IntVector v8 = IntVector.broadcast(LANES, Compression.IV0);
        IntVector v9 = IntVector.broadcast(LANES, Compression.IV1);
        IntVector v10 = IntVector.broadcast(LANES, Compression.IV2);
        IntVector v11 = IntVector.broadcast(LANES, Compression.IV3);
        IntVector v12 = IntVector.fromArray(LANES, counters, 0);
        IntVector v13 = IntVector.fromArray(LANES, counters, WIDTH);
        IntVector v14 = IntVector.broadcast(LANES, Compression.BLOCK);
        IntVector v15 = IntVector.broadcast(LANES, flags);
        for (int round = 0; round < Compression.ROUNDS * 16; round += 16) {
            v0 = v0.add(IntVector.fromArray(LANES, message, PLACES[round])).add(v4);
            v1 = v1.add(IntVector.fromArray(LANES, message, PLACES[round + 2])).add(v5);
            v2 = v2.add(IntVector.fromArray(LANES, message, PLACES[round + 4])).add(v6);
            v3 = v3.add(IntVector.fromArray(LANES, message, PLACES[round + 6])).add(v7);
            v12 = v12.lanewise(VectorOperators.XOR, v0).lanewise(VectorOperators.ROR, 16);
            v13 = v13.lanewise(VectorOperators.XOR, v1).lanewise(VectorOperators.ROR, 16);
            v14 = v14.lanewise(VectorOperators.XOR, v2).lanewise(VectorOperators.ROR, 16);
            v15 = v15.lanewise(VectorOperators.XOR, v3).lanewise(VectorOperators.ROR, 16);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v4 = v4.lanewise(VectorOperators.XOR, v8).lanewise(VectorOperators.ROR, 12);
            v5 = v5.lanewise(VectorOperators.XOR, v9).lanewise(VectorOperators.ROR, 12);
            v6 = v6.lanewise(VectorOperators.XOR, v10).lanewise(VectorOperators.ROR, 12);
            v7 = v7.lanewise(VectorOperators.XOR, v11).lanewise(VectorOperators.ROR, 12);
            v0 = v0.add(IntVector.fromArray(LANES, message, PLACES[round + 1])).add(v4);
            v1 = v1.add(IntVector.fromArray(LANES, message, PLACES[round + 3])).add(v5);
            v2 = v2.add(IntVector.fromArray(LANES, message, PLACES[round + 5])).add(v6);
            v3 = v3.add(IntVector.fromArray(LANES, message, PLACES[round + 7])).add(v7);
            v12 = v12.lanewise(VectorOperators.XOR, v0).lanewise(VectorOperators.ROR, 8);
            v13 = v13.lanewise(VectorOperators.XOR, v1).lanewise(VectorOperators.ROR, 8);
            v14 = v14.lanewise(VectorOperators.XOR, v2).lanewise(VectorOperators.ROR, 8);
            v15 = v15.lanewise(VectorOperators.XOR, v3).lanewise(VectorOperators.ROR, 8);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v4 = v4.lanewise(VectorOperators.XOR, v8).lanewise(VectorOperators.ROR, 7);
            v5 = v5.lanewise(VectorOperators.XOR, v9).lanewise(VectorOperators.ROR, 7);
            v6 = v6.lanewise(VectorOperators.XOR, v10).lanewise(VectorOperators.ROR, 7);
            v7 = v7.lanewise(VectorOperators.XOR, v11).lanewise(VectorOperators.ROR, 7);
            v0 = v0.add(IntVector.fromArray(LANES, message, PLACES[round + 8])).add(v5);
            v1 = v1.add(IntVector.fromArray(LANES, message, PLACES[round + 10])).add(v6);
            v2 = v2.add(IntVector.fromArray(LANES, message, PLACES[round + 12])).add(v7);
            v3 = v3.add(IntVector.fromArray(LANES, message, PLACES[round + 14])).add(v4);
            v15 = v15.lanewise(VectorOperators.XOR, v0).lanewise(VectorOperators.ROR, 16);
            v12 = v12.lanewise(VectorOperators.XOR, v1).lanewise(VectorOperators.ROR, 16);
            v13 = v13.lanewise(VectorOperators.XOR, v2).lanewise(VectorOperators.ROR, 16);
            v14 = v14.lanewise(VectorOperators.XOR, v3).lanewise(VectorOperators.ROR, 16);
            v10 = v10.add(v15);
            v11 = v11.add(v12);
            v8 = v8.add(v13);
            v9 = v9.add(v14);
            v5 = v5.lanewise(VectorOperators.XOR, v10).lanewise(VectorOperators.ROR, 12);
            v6 = v6.lanewise(VectorOperators.XOR, v11).lanewise(VectorOperators.ROR, 12);
            v7 = v7.lanewise(VectorOperators.XOR, v8).lanewise(VectorOperators.ROR, 12);
            v4 = v4.lanewise(VectorOperators.XOR, v9).lanewise(VectorOperators.ROR, 12);
            v0 = v0.add(IntVector.fromArray(LANES, message, PLACES[round + 9])).add(v5);
            v1 = v1.add(IntVector.fromArray(LANES, message, PLACES[round + 11])).add(v6);
            v2 = v2.add(IntVector.fromArray(LANES, message, PLACES[round + 13])).add(v7);
            v3 = v3.add(IntVector.fromArray(LANES, message, PLACES[round + 15])).add(v4);
            v15 = v15.lanewise(VectorOperators.XOR, v0).lanewise(VectorOperators.ROR, 8);
            v12 = v12.lanewise(VectorOperators.XOR, v1).lanewise(VectorOperators.ROR, 8);
            v13 = v13.lanewise(VectorOperators.XOR, v2).lanewise(VectorOperators.ROR, 8);
            v14 = v14.lanewise(VectorOperators.XOR, v3).lanewise(VectorOperators.ROR, 8);
            v10 = v10.add(v15);
            v11 = v11.add(v12);
            v8 = v8.add(v13);
            v9 = v9.add(v14);
            v5 = v5.lanewise(VectorOperators.XOR, v10).lanewise(VectorOperators.ROR, 7);
            v6 = v6.lanewise(VectorOperators.XOR, v11).lanewise(VectorOperators.ROR, 7);
            v7 = v7.lanewise(VectorOperators.XOR, v8).lanewise(VectorOperators.ROR, 7);
            v4 = v4.lanewise(VectorOperators.XOR, v9).lanewise(VectorOperators.ROR, 7);
        }
        v0.lanewise(VectorOperators.XOR, v8).intoArray(cvs, 0);
        v1.lanewise(VectorOperators.XOR, v9).intoArray(cvs, WIDTH);
        v2.lanewise(VectorOperators.XOR, v10).intoArray(cvs, 2 * WIDTH);
        v3.lanewise(VectorOperators.XOR, v11).intoArray(cvs, 3 * WIDTH);
        v4.lanewise(VectorOperators.XOR, v12).intoArray(cvs, 4 * WIDTH);
        v5.lanewise(VectorOperators.XOR, v13).intoArray(cvs, 5 * WIDTH);
        v6.lanewise(VectorOperators.XOR, v14).intoArray(cvs, 6 * WIDTH);
        v7.lanewise(VectorOperators.XOR, v15).intoArray(cvs, 7 * WIDTH);
    }

    private static int[] places() {
        int[] permutation = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};
        int[] places = new int[Compression.ROUNDS * 16];
        for (int i = 0; i < 16; i++) {
            places[i] = i * WIDTH;
        }
        for (int i = 16; i < places.length; i++) {
            places[i] = places[i - i % 16 - 16 + permutation[i % 16]];
        }
        return places;
    }
}
