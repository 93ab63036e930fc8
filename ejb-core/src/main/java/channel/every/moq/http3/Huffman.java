package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;

/** RFC 7541 5.2: text in a code of 5 to 30 bits a byte. The code is canonical, so that the lengths say it all. */
final class Huffman {
    /** Appendix B: the length of each byte's code in bits, A for 5 to Z for 30, and at last that of the end. */
    private static final String LENGTHS = "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
            + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
            + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
            + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV"
            + "Z";

    private static final int END = 256;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;

    /** By length: the first code of it, how many there are, and where its symbols begin in {@link #SYMBOLS}. */
    private static final int[] FIRST_CODES = new int[LONGEST + 1];

    private static final int[] COUNTS = new int[LONGEST + 1];
    private static final int[] STARTS = new int[LONGEST + 1];
    private static final short[] SYMBOLS = new short[END + 1];

    static {
        int code = 0;
        int placed = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            FIRST_CODES[length] = code;
            STARTS[length] = placed;
            for (int symbol = 0; symbol <= END; symbol++) {
                if (LENGTHS.charAt(symbol) - 'A' + SHORTEST == length) {
                    SYMBOLS[placed++] = (short) symbol;
                }
            }
            COUNTS[length] = placed - STARTS[length];
            code = code + COUNTS[length] << 1;
        }
    }

    private Huffman() {}

    static byte[] decode(byte[] coded, int offset, int length) throws Http3Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length * 8 / SHORTEST);
        int code = 0;
        int bits = 0;
        for (int i = 0; i < 8 * length; i++) {
            code = code << 1 | coded[offset + (i >> 3)] >> 7 - (i & 7) & 1;
            bits++;
            if (bits >= SHORTEST && code - FIRST_CODES[bits] < COUNTS[bits]) {
                int symbol = SYMBOLS[STARTS[bits] + code - FIRST_CODES[bits]];
                if (symbol == END) {
                    throw broken("has the end within it");
                }
                out.write(symbol);
                code = 0;
                bits = 0;
            }
        }
        // What fills the last byte is the beginning of the end's code: all ones, fewer than eight.
        if (bits > 7 || code != (1 << bits) - 1) {
            throw broken("ends within a symbol");
        }
        return out.toByteArray();
    }

    private static Http3Exception broken(String how) {
        return Http3Exception.ofConnection(Codes.DECOMPRESSION_FAILED, "Huffman code " + how);
    }
}
