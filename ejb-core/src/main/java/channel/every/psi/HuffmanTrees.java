package channel.every.psi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** One of the two Huffman codes for English texts: for each character a tree of what may follow it (A/65 annex C). */
enum HuffmanTrees {
    TITLES("huffman-titles.txt"),
    DESCRIPTIONS("huffman-descriptions.txt");

    /** Ends a text, and is what a text begins behind. */
    static final int END = 0;

    /** The next character is not compressed. */
    static final int ESCAPE = 0x1B;

    /** Only these have trees (A/65 C.2.1). */
    static final int CHARACTERS = 128;

    private static final char BRANCH = '·';

    /** Unicode shows a control character or a space by a picture of it, this far up. */
    private static final char PICTURES = '\u2400';

    /** In a tree: what is below is a character, no further branch. */
    private static final int LEAF = 0x100;

    /** By the character before: for each branch where 0 and where 1 lead. */
    private final int[][] trees = new int[CHARACTERS][];

    HuffmanTrees(String resource) {
        // A/65 table C.5: the tree of a character that nothing common follows
        Arrays.fill(trees, new int[] {LEAF | ESCAPE, LEAF | ESCAPE});
        lines(resource).lines().filter(line -> !line.startsWith("# ")).forEach(line -> {
            TreeReader reader = new TreeReader(line.substring(1));
            reader.read();
            trees[character(line.charAt(0))] = Arrays.copyOf(reader.branches, 2 * reader.count);
        });
    }

    /** The character that the next bits mean behind this one, below 128; {@link #END} where the bits end. */
    int next(int before, TextBits bits) {
        int[] tree = trees[before];
        int branch = 0;
        while (bits.left() > 0) {
            int child = tree[2 * branch + bits.read(1)];
            if ((child & LEAF) != 0) {
                return child & ~LEAF;
            }
            branch = child;
        }
        return END;
    }

    private static int character(char shown) {
        return shown >= PICTURES ? shown - PICTURES : shown;
    }

    private static String lines(String resource) {
        try (InputStream in = Objects.requireNonNull(HuffmanTrees.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** Reads a tree written in preorder. */
    private static final class TreeReader {
        private final String written;
        private final int[] branches;
        private int at;
        private int count;

        TreeReader(String written) {
            this.written = written;
            branches = new int[written.length()];
        }

        int read() {
            char next = written.charAt(at++);
            if (next != BRANCH) {
                return LEAF | character(next);
            }
            int branch = count++;
            branches[2 * branch] = read();
            branches[2 * branch + 1] = read();
            return branch;
        }
    }
}
