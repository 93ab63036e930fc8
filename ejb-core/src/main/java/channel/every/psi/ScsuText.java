package channel.every.psi;

import org.jspecify.annotations.Nullable;

/**
 * Reads the Standard Compression Scheme for Unicode (UTS #6), mode 0x3E of A/65 6.10: bytes from 0x80 on
 * are characters of one of eight windows of 128, which the text selects and moves by tags; a tag may also change to UTF-16.
 */
final class ScsuText {
    /** UTS #6 6.2.1: what a quoted byte below 0x80 is added to. */
    private static final int[] STATIC_WINDOWS = {0x0000, 0x0080, 0x0100, 0x0300, 0x2000, 0x2080, 0x2100, 0x3000};

    /** UTS #6 7.1: where the windows lie in front of the first tag. */
    private static final int[] FIRST_WINDOWS = {0x0080, 0x00C0, 0x0400, 0x0600, 0x0900, 0x3040, 0x30A0, 0xFF00};

    /** UTS #6 6.1.2: places from 0xF9 on, where no multiple of 128 fits a script. */
    private static final int[] NAMED_PLACES = {0x00C0, 0x0250, 0x0370, 0x0530, 0x3040, 0x30A0, 0xFF60};

    private static final int FIRST_NAMED = 0xF9;
    private static final int WINDOW_SIZE = 0x80;
    private static final int HALF = 0x80;
    private static final int BEYOND_BASIC_PLANE = 0x10000;

    private final byte[] bytes;
    private final StringBuilder text = new StringBuilder();
    private final int[] windows = FIRST_WINDOWS.clone();
    private int position;
    private int window;
    private boolean utf16;

    private ScsuText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text; null where a tag or a window's place is reserved, or where the bytes end within a character. */
    static @Nullable String decode(byte[] bytes) {
        ScsuText reader = new ScsuText(bytes);
        while (reader.position < bytes.length) {
            if (!(reader.utf16 ? reader.wide() : reader.narrow())) {
                return null;
            }
        }
        return reader.text.toString();
    }

    /** UTS #6 5.1: the next of single bytes. */
    private boolean narrow() {
        int code = next();
        if (code >= HALF) {
            text.appendCodePoint(windows[window] + code - HALF);
            return true;
        }
        return switch (code) {
            case 0x00, '\t', '\n', '\r' -> plain(code);
            case 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08 -> quote(code - 0x01);
            case 0x0B -> place();
            case 0x0E -> unit(next());
            case 0x0F -> utf16 = true;
            case 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17 -> select(code - 0x10);
            case 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F -> place(code - 0x18, next());
            case 0x0C -> false;
            default -> plain(code);
        };
    }

    /** UTS #6 5.2: the next of UTF-16, whose tags lie where private use begins. */
    private boolean wide() {
        int code = next();
        return switch (code) {
            case 0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7 -> select(code - 0xE0);
            case 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF -> place(code - 0xE8, next());
            case 0xF0 -> unit(next());
            case 0xF1 -> place();
            case 0xF2 -> false;
            default -> unit(code);
        };
    }

    private boolean plain(int character) {
        text.append((char) character);
        return true;
    }

    private boolean unit(int high) {
        int low = next();
        return low >= 0 && plain(high << 8 | low);
    }

    private boolean quote(int quoted) {
        int code = next();
        if (code < 0) {
            return false;
        }
        text.appendCodePoint(code < HALF ? STATIC_WINDOWS[quoted] + code : windows[quoted] + code - HALF);
        return true;
    }

    private boolean select(int selected) {
        window = selected;
        utf16 = false;
        return true;
    }

    /** UTS #6 6.1.2: moves a window within the basic plane and selects it. */
    private boolean place(int moved, int place) {
        if (place >= FIRST_NAMED) {
            windows[moved] = NAMED_PLACES[place - FIRST_NAMED];
        } else if (place >= 0x01 && place < 0x68) {
            windows[moved] = place * WINDOW_SIZE;
        } else if (place >= 0x68 && place < 0xA8) {
            // ideographs and Hangul lie in between: scripts too large for a window
            windows[moved] = place * WINDOW_SIZE + 0xAC00;
        } else {
            return false;
        }
        return select(moved);
    }

    /** UTS #6 6.1.3: moves a window beyond the basic plane and selects it: 3 bits of window, 13 of place. */
    private boolean place() {
        int high = next();
        int low = next();
        if (low < 0) {
            return false;
        }
        windows[high >>> 5] = BEYOND_BASIC_PLANE + ((high & 0x1F) << 8 | low) * WINDOW_SIZE;
        return select(high >>> 5);
    }

    /** -1 behind the end. */
    private int next() {
        return position < bytes.length ? bytes[position++] & 0xFF : -1;
    }
}
