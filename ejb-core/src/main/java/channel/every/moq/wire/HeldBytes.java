package channel.every.moq.wire;

/**
 * Bytes of a stream that came and are no message yet. What arrives is read where it lies, and only what a message is still missing the end
 * of is copied, into an array that doubles and is let go once it was large. So a byte is moved a bounded number of times, however the
 * stream is cut, and no more than twice is held of what a message and a piece have.
 */
final class HeldBytes {
    /** Of an array that stays for the next message: most of them are below. */
    private static final int KEPT_BYTES = 16 * 1024;

    private static final byte[] NONE = {};

    private byte[] own = NONE;
    private byte[] bytes = NONE;
    private int at;
    private int end;

    /** What came. The array is the caller's, and read until {@link #keep}. */
    void add(byte[] piece, int offset, int length) {
        if (at == end) {
            bytes = piece;
            at = offset;
            end = offset + length;
            return;
        }
        makeRoom(length);
        System.arraycopy(piece, offset, own, end, length);
        end += length;
    }

    /** Takes what is left for its own. */
    void keep() {
        int left = end - at;
        if (bytes != own && left > 0) {
            byte[] theirs = bytes;
            int from = at;
            bytes = own;
            at = 0;
            end = 0;
            makeRoom(left);
            System.arraycopy(theirs, from, own, 0, left);
            end = left;
        } else if (left == 0) {
            bytes = own;
            at = 0;
            end = 0;
        }
        if (own.length > KEPT_BYTES && end - at <= KEPT_BYTES / 2) {
            shrink();
        }
    }

    /** Where {@link #at} lies. */
    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int length() {
        return end - at;
    }

    byte first() {
        return bytes[at];
    }

    /** How many bytes of memory are its own. */
    int room() {
        return own.length;
    }

    /** They are read. */
    void skip(int count) {
        at += count;
    }

    /** Moves what is held to the front if that frees as much as it moves, and else to an array of at least twice the size. */
    private void makeRoom(int more) {
        if (own.length - end >= more) {
            return;
        }
        int held = end - at;
        byte[] to = at >= held && own.length - held >= more ? own : new byte[Math.max(held + more, 2 * held)];
        System.arraycopy(own, at, to, 0, held);
        own = to;
        bytes = to;
        at = 0;
        end = held;
    }

    private void shrink() {
        int held = end - at;
        byte[] small = new byte[held];
        System.arraycopy(bytes, at, small, 0, held);
        own = small;
        bytes = small;
        at = 0;
        end = held;
    }
}
