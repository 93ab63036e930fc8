package channel.every.psi;

/** Reads English text that is compressed by {@link HuffmanTrees} (A/65 annex C). */
final class HuffmanText {
    private final HuffmanTrees trees;
    private final TextBits bits;
    private final StringBuilder text = new StringBuilder();

    private HuffmanText(HuffmanTrees trees, byte[] bytes) {
        this.trees = trees;
        this.bits = new TextBits(bytes);
    }

    /** The text up to its end mark, or as far as the bytes go. */
    static String decode(HuffmanTrees trees, byte[] bytes) {
        HuffmanText reader = new HuffmanText(trees, bytes);
        for (int last = reader.next(HuffmanTrees.END); last != HuffmanTrees.END; last = reader.next(last)) {
            reader.text.append((char) last);
        }
        return reader.text.toString();
    }

    private int next(int before) {
        // A/65 C.2.1: what follows a character above 127 is not compressed, nor what follows an escape
        if (before >= HuffmanTrees.CHARACTERS) {
            return plain();
        }
        int next = trees.next(before, bits);
        return next == HuffmanTrees.ESCAPE ? plain() : next;
    }

    private int plain() {
        return bits.left() < Byte.SIZE ? HuffmanTrees.END : bits.read(Byte.SIZE);
    }
}
