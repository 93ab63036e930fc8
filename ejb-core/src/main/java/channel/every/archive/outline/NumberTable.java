package channel.every.archive.outline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of 64-bit numbers that only grow in number. They lie in pages, so that growing a long table copies none of it and asks the
 * collector for no large piece of memory.
 */
final class NumberTable {
    /** Some 90 KB for a table of blocks: below half of any heap region. */
    private static final int PAGE_ROWS = 1024;

    private static final int PAGE_SHIFT = 10;

    private final int columns;
    private long[][] pages = {};
    private int rows;

    NumberTable(int columns) {
        this.columns = columns;
    }

    int size() {
        return rows;
    }

    /** Index of a new row of zeros. */
    int add() {
        if (rows == pages.length * PAGE_ROWS) {
            pages = Arrays.copyOf(pages, pages.length + 1);
            pages[pages.length - 1] = new long[PAGE_ROWS * columns];
        }
        return rows++;
    }

    void addAll(NumberTable other, int from) {
        for (int row = from; row < other.rows; ) {
            int at = add();
            int count = Math.min(
                    other.rows - row,
                    Math.min(PAGE_ROWS - (row & (PAGE_ROWS - 1)), PAGE_ROWS - (at & (PAGE_ROWS - 1))));
            System.arraycopy(other.page(row), other.place(row), page(at), place(at), count * columns);
            rows += count - 1;
            row += count;
        }
    }

    long get(int row, int column) {
        return page(row)[place(row) + column];
    }

    void set(int row, int column, long value) {
        page(row)[place(row) + column] = value;
    }

    void write(ByteBuffer to) {
        for (int row = 0; row < rows; row += PAGE_ROWS) {
            int numbers = Math.min(PAGE_ROWS, rows - row) * columns;
            to.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(page(row), 0, numbers);
            to.position(to.position() + numbers * Long.BYTES);
        }
    }

    private long[] page(int row) {
        return pages[row >>> PAGE_SHIFT];
    }

    private int place(int row) {
        return (row & (PAGE_ROWS - 1)) * columns;
    }

    /** A table of so many rows, of which it takes one page after the other. */
    static NumberTable read(int columns, int rows, SummedReader from) throws IOException {
        NumberTable table = new NumberTable(columns);
        table.pages = new long[(rows + PAGE_ROWS - 1) / PAGE_ROWS][];
        for (int page = 0; page < table.pages.length; page++) {
            table.pages[page] = new long[PAGE_ROWS * columns];
            from.read(table.pages[page], Math.min(PAGE_ROWS, rows - page * PAGE_ROWS) * columns);
        }
        table.rows = rows;
        return table;
    }
}
