package channel.every.tuner.ra;

/**
 * Finds the packets in received bytes by the sync byte that each begins with (ISO 13818-1 2.4.3.2), and leaves out what frames them:
 * some sources send 192 bytes for each packet, four of time stamp before it (BDAV), or 204, sixteen of Reed-Solomon code behind it
 * (EN 300 429 clause 6). Bytes that belong to no frame are passed on as they came, and counted.
 */
final class PacketGrid {
    static final int PACKET_BYTES = 188;
    private static final byte SYNC = 0x47;

    /** The usual one first: of two grids that fit at one byte it is the likelier. */
    private static final int[] FRAMES = {PACKET_BYTES, 192, 204};

    private static final int LONGEST_FRAME = 204;

    /** Sync bytes in a row that make a grid; ISO 13818-1 annex G.1 suggests five. */
    private static final int PROOF = 5;

    /** Whether a grid begins with a byte is known when so many more have come. */
    private static final int UNDECIDED_BYTES = (PROOF - 1) * LONGEST_FRAME;

    private int frame;
    private int gap;
    private int in;
    private int out;
    private int kept;
    private long run;
    private long malformed;

    /** Whether a grid begins anywhere in these bytes. */
    static boolean in(byte[] bytes, int filled) {
        return new PacketGrid().found(bytes, 0, filled) >= 0;
    }

    /**
     * Takes the framing out of bytes, in place. The last {@link #kept()} of them, which say nothing yet, stay where they are and are to
     * be the first of the next call.
     *
     * @return how many bytes at the front may be given out
     */
    int take(byte[] bytes, int filled) {
        in = 0;
        out = 0;
        boolean decided = true;
        while (decided) {
            decided = frame > 0 ? follow(bytes, filled) : search(bytes, filled);
        }
        kept = filled - in;
        return out;
    }

    /** Takes packets for as long as each stands where it is due. @return false when it needs more bytes to go on */
    private boolean follow(byte[] bytes, int filled) {
        while (filled - in >= gap + PACKET_BYTES) {
            int packet = in + gap;
            if (bytes[packet] != SYNC) {
                frame = 0;
                gap = 0;
                run = 0;
                return true;
            }
            give(bytes, packet, PACKET_BYTES);
            in = packet + PACKET_BYTES;
            gap = frame - PACKET_BYTES;
        }
        return false;
    }

    /** Passes on what begins no grid. @return false when it needs more bytes to go on */
    private boolean search(byte[] bytes, int filled) {
        int grid = found(bytes, in, filled);
        int until = grid < 0 ? Math.max(in, filled - UNDECIDED_BYTES) : grid;
        run += until - in;
        malformed += until - in;
        give(bytes, in, until - in);
        in = until;
        return grid >= 0;
    }

    private void give(byte[] bytes, int from, int length) {
        if (from != out) {
            System.arraycopy(bytes, from, bytes, out, length);
        }
        out += length;
    }

    /** Sets the frame of the first grid. @return where it begins, or -1 */
    private int found(byte[] bytes, int from, int end) {
        for (int at = from; at < end - (PROOF - 1) * PACKET_BYTES; at++) {
            for (int candidate : FRAMES) {
                if (row(bytes, at, candidate, end)) {
                    frame = candidate;
                    return at;
                }
            }
        }
        return -1;
    }

    private static boolean row(byte[] bytes, int from, int step, int end) {
        if (from + (PROOF - 1) * step >= end) {
            return false;
        }
        for (int i = 0; i < PROOF; i++) {
            if (bytes[from + i * step] != SYNC) {
                return false;
            }
        }
        return true;
    }

    /** Bytes the source sends for a packet: 188, 192 or 204; 0 while there is no grid. */
    int frameBytes() {
        return frame;
    }

    /** How many of the last bytes are to come again. */
    int kept() {
        return kept;
    }

    /** Bytes since the grid was lost, or since the beginning; 0 while it holds. */
    long bytesWithoutSync() {
        return frame > 0 ? 0 : run + kept;
    }

    /** Bytes outside of frames so far. */
    long malformedBytes() {
        return malformed + (frame > 0 ? 0 : kept);
    }
}
