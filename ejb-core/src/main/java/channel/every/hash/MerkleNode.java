package channel.every.hash;

/** The two hashes a Merkle tree is made of (RFC 9162 2.1.1 with BLAKE3 for SHA-256): the first byte keeps leaves and nodes apart. */
final class MerkleNode {
    private static final byte LEAF = 0;
    private static final byte INNER = 1;

    private MerkleNode() {}

    /** {@code BLAKE3(0x00 || leaf)}, 33 bytes in. */
    static Blake3Hash leaf(Blake3Hash leaf) {
        byte[] input = new byte[1 + Blake3Hash.BYTES];
        input[0] = LEAF;
        System.arraycopy(leaf.bytes(), 0, input, 1, Blake3Hash.BYTES);
        return Blake3.hash(input);
    }

    /** {@code BLAKE3(0x01 || left || right)}, 65 bytes in. */
    static Blake3Hash inner(Blake3Hash left, Blake3Hash right) {
        byte[] input = new byte[1 + 2 * Blake3Hash.BYTES];
        input[0] = INNER;
        System.arraycopy(left.bytes(), 0, input, 1, Blake3Hash.BYTES);
        System.arraycopy(right.bytes(), 0, input, 1 + Blake3Hash.BYTES, Blake3Hash.BYTES);
        return Blake3.hash(input);
    }
}
